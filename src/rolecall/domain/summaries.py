"""What is kept in mind of turns too old for a prompt: questions with the gist of their answers.

Nothing is reworded: every piece is cut from what was said. A summary is stored, shown and exported as it is.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rolecall.domain.excerpts import sentences
from rolecall.domain.values import Value

_ASKED_WORDS, _ANSWER_WORDS, _SAID_WORDS = 18, 26, 22
_MOST_ASKED, _MOST_DECIDED, _MOST_NAMES, _MOST_OPEN = 6, 6, 8, 4
_LOOKED_AT = 40
"""Exchanges looked at when very many are folded at once; older ones would not fit anyway."""
_CITED = re.compile(r"\s?\[\d+\]")
_MARKS = re.compile(r"^\s*(?:>|[-*•]|\d+[.)])\s+|[*_`#]+")
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w&'’-]+(?: [A-Z][\w&'’-]+)*")
_CHARACTERS = 4_000
"""Of one turn: a pasted book says in its beginning what it is."""


class SummaryWords(Value):
    """Shapes of what a user says about themselves or decides, and of an answer that knew nothing."""

    decided: str
    unanswered: str


class Asked(Value):
    """A question and the gist of its answer."""

    question: str
    answer: str = ""


class Summary(Value):
    """What was said in the turns that are folded."""

    asked: tuple[Asked, ...] = ()
    decided: tuple[str, ...] = ()
    """What the user said of themselves and of what they will do."""
    names: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """Questions that found no answer."""
    turns: int = 0
    """How many turns are folded in all."""


class _Said(Protocol):
    @property
    def speaker(self) -> str: ...
    @property
    def text(self) -> str: ...


class _Exchange(NamedTuple):
    user: str
    coach: str


def summarised(before: Summary | None, turns: Sequence[_Said], words: SummaryWords) -> Summary:
    """The summary so far with more turns, oldest first, folded into it."""
    past = before or Summary()
    asked, decided, names, unanswered = (
        list(past.asked),
        list(past.decided),
        list(past.names),
        list(past.open),
    )
    for user, coach in _exchanges(turns)[-_LOOKED_AT:]:
        question = _question(user)
        if question and re.search(words.unanswered, coach, re.IGNORECASE):
            unanswered.append(question)
        elif question:
            asked.append(Asked(question=question, answer=_gist(coach)))
            unanswered = [one for one in unanswered if one != question]
        decided += _decided(user, words)
        names += _NAME.findall(_flat(user))
    return Summary(
        asked=tuple(asked[-_MOST_ASKED:]),
        decided=_latest(decided, _MOST_DECIDED),
        names=_latest(names, _MOST_NAMES),
        open=_latest(unanswered, _MOST_OPEN),
        turns=past.turns + len(turns),
    )


def told(summary: Summary) -> str:
    """The summary as lines, as a prompt has it and the page shows it."""
    lines = [
        f"Asked: {one.question}" + (f" Said: {one.answer}" if one.answer else "") for one in summary.asked
    ]
    if summary.decided:
        lines.append("The user said: " + " ".join(summary.decided))
    if summary.names:
        lines.append(f"Named: {', '.join(summary.names)}.")
    lines += [f"Still open: {question}" for question in summary.open]
    return "\n".join(lines)


def _exchanges(turns: Sequence[_Said]) -> list[_Exchange]:
    found: list[_Exchange] = []
    for turn in turns:
        text = turn.text[:_CHARACTERS]
        if turn.speaker == "user":
            found.append(_Exchange(text, ""))
        elif found and not found[-1].coach:
            found[-1] = _Exchange(found[-1].user, text)
    return found


def _question(text: str) -> str:
    """What a turn asks, or how it begins."""
    said = sentences(_flat(text))
    asking = [sentence for sentence in said if sentence.rstrip("\"”')").endswith("?")]
    return _cut((asking or said or [""])[-1 if asking else 0], _ASKED_WORDS)


def _gist(text: str) -> str:
    """The first sentence of an answer that rests on a source, else its first."""
    said = sentences(_flat(text))
    resting = [sentence for sentence in said if _CITED.search(sentence)]
    return _cut(_CITED.sub("", (resting or said or [""])[0]), _ANSWER_WORDS)


def _decided(text: str, words: SummaryWords) -> list[str]:
    said = sentences(_flat(text))
    return [
        _cut(one, _SAID_WORDS)
        for one in said
        if not one.endswith("?") and re.search(words.decided, one, re.IGNORECASE)
    ]


def _flat(text: str) -> str:
    """Running text, without marks of lists and emphasis; every line that has none ends in a stop."""
    lines = (_MARKS.sub("", line).strip() for line in text.splitlines())
    return " ".join(line if line[-1] in ".!?:,;" else f"{line}." for line in lines if line)


def _cut(text: str, words: int) -> str:
    parts = text.split()
    return text if len(parts) <= words else f"{' '.join(parts[:words]).rstrip(',;:')} …"


def _latest(texts: Sequence[str], most: int) -> tuple[str, ...]:
    """The last ones, each once."""
    once = list(dict.fromkeys(reversed(texts)))[:most]
    return tuple(reversed(once))
