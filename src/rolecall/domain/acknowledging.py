"""The part of an interviewer's turn that a weak model can word: what takes up the answer before the question.

Each sentence is judged alone. It may only say back what the candidate said, in words of the answer and of a
short list (knowledge/voices.yaml): it holds no question, opinion, number or name of its own.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from rolecall.domain.phrases import TextPattern
from rolecall.domain.values import Value
from rolecall.domain.words import stem, words_of

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_MOST_SENTENCES, _MOST_WORDS, _FEWEST_WORDS = 2, 30, 3
_SAID = 0.85
"""Share of the words of a sentence that the answer, what is asked, or the list has."""
_COPIED = 14
"""Running words of the answer from which a sentence is a copy of it."""
_PLAIN = re.compile(r"[^\w\s.,;:!'’“”\"()\-–—%]|\d\s*[-–]\s*\w")
_DENIES = re.compile(r"\b(?:not|no|never|without|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)


class Acknowledging(Value):
    """What a sentence that takes up an answer may consist of."""

    words: str
    """Words it may use beside the candidate's own. What is asked for adds none: it was not said."""
    never: tuple[TextPattern, ...]
    """Opinions, advice, promises and speech about rules or scores."""
    orders: TextPattern
    """How parts of an answer speak that try to change the interviewer; their words are not said back."""

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(map(stem, words_of(self.words)))

    def taken_up(self, text: str, answer: str) -> tuple[str, ...]:
        """The first sentences of a turn that hold, in order; the first that does not ends them."""
        told = "\n".join(part for part in _SENTENCE.split(answer) if not self.orders.regex.search(part))
        held: list[str] = []
        for sentence in _SENTENCE.split(text.strip()):
            if not self._holds(sentence, told) or sentence in held:
                break
            held.append(sentence)
            if len(held) == _MOST_SENTENCES:
                break
        return tuple(held)

    def _holds(self, sentence: str, answer: str) -> bool:
        words, spoken = words_of(sentence), words_of(answer)
        theirs = {stem(word) for word in spoken}
        known = [stem(word) in theirs or stem(word) in self.known for word in words]
        return (
            _FEWEST_WORDS <= len(words) <= _MOST_WORDS
            and sentence[-1:] in ".!"
            and not _PLAIN.search(sentence)
            and not any(never.regex.search(sentence) for never in self.never)
            and not (_DENIES.search(sentence) and not _DENIES.search(answer))
            and _numbers(words) <= set(spoken)
            and all(stem(name.casefold()) in theirs for name in _names(sentence))
            and sum(known) >= _SAID * len(words)
            and not _runs(words, _COPIED) & _runs(spoken, _COPIED)
        )


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if any(char.isdigit() for char in word)}


def _names(sentence: str) -> list[str]:
    """Words with a capital that do not open the sentence."""
    return [
        word for word in re.findall(r"(?<=\s)[^\W\d_]*[A-Z][\w'’]*", sentence) if word not in ("I", "I'm")
    ]


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
