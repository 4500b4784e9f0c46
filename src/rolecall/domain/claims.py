"""Whether a passage says what a sentence says: by its words, its meaning, and what turns it round."""

import re
from collections.abc import Sequence, Set
from functools import cached_property
from itertools import pairwise

from rolecall.domain.excerpts import sentences
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.values import Value
from rolecall.domain.words import content_words, words_of

_FEW = 3
"""Content words below which the words of a sentence prove little."""
_EVERYDAY = 0.5
"""What one of them weighs at least in that."""
_FEW_WORDS = 8
_LATIN = 0.8
_CONTRAST = re.compile(r"(?i),? (?:rather than|instead of|than)\b|, (?:and )?not\b")
_CLAUSES = re.compile(r"(?i)[;:]\s|, (?:and|but|while|whereas|although|though|because|since|so)\s")


class SupportWeights(Value):
    """What shared words and a like meaning count for, and what an opposite takes away."""

    words: float
    alike: float
    opposed: float


class GroundingRules(Value):
    """knowledge/grounding.yaml: thresholds and words by which answers are held to their passages."""

    weights: SupportWeights
    support: float
    """From here a passage says what a sentence says, 0 to 1."""
    support_role: float
    """Share of a claim's words that the role's own texts must have: it may sum up many lines of them."""
    denies: float
    """Share of a claim's words in a text that says the opposite: below, it speaks of something else."""
    near: float
    """Below, a citation was put on a claim of which no passage speaks at all."""
    least_related: float
    """Share of a sentence's words that sources or question have, where it speaks of the matter."""
    least_words: int
    """Of an answer that says anything at all."""
    least_advice: int
    """Words of advice that shares none with the sources: what is shorter would fit any question."""
    least_kept: float
    """Share of an answer's sentences that must hold: of one that loops or invents the rest is luck."""
    most_words: int
    """From so many words on a model rambles: it is stopped at the end of the sentence."""
    leaked_run: int
    """So many words in a row from the rules it was given are a leak."""
    english_share: float
    advice: str
    talk: str
    refusal: str
    this_role: str
    the_role: str
    negators: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    names: frozenset[str]
    english: frozenset[str]
    telling: frozenset[str]
    """Words that tell of a role's texts instead of what stands there."""
    languages: frozenset[str]
    """By which a user asks for an answer in another language."""
    vocabulary: frozenset[str] = frozenset()
    """Small words of our guides; filled when they are loaded."""
    weights_of: dict[str, float] = {}
    """What a stem tells, 0 to 1: little where most sections of the guides have it; filled like that too."""

    def weight(self, word: str) -> float:
        """What a stem tells; one the guides do not know tells most."""
        return self.weights_of.get(word, 1.0)

    @cached_property
    def advises(self) -> re.Pattern[str]:
        return re.compile(self.advice)

    @cached_property
    def talks(self) -> re.Pattern[str]:
        return re.compile(self.talk)

    @cached_property
    def frame(self) -> frozenset[str]:
        """Stems of `telling`."""
        return content_words(" ".join(self.telling))

    @cached_property
    def refuses(self) -> re.Pattern[str]:
        return re.compile(self.refusal)

    @cached_property
    def of_this_role(self) -> re.Pattern[str]:
        return re.compile(self.this_role)

    @cached_property
    def of_the_role(self) -> re.Pattern[str]:
        return re.compile(self.the_role)

    def is_english(self, words: Sequence[str], *, short: bool = True) -> bool:
        """By the share of common words; a few words are taken for English where `short` allows it."""
        plain = [word.strip(".,:;!?*_\"'“”()").lower() for word in words]
        letters = "".join(plain)
        latin = sum(letter.isascii() for letter in letters) / max(1, len(letters))
        common = [word for word in plain if word in self.english]
        telling = any(len(word) > 2 or word == "i" for word in common)
        few = short and len(plain) < _FEW_WORDS
        return latin > _LATIN and (few or (telling and len(common) >= self.english_share * len(plain)))


def supports(
    sentence: str, texts: Sequence[str], rules: GroundingRules, alike: Alike | None = None
) -> list[float]:
    """How far each text says what the sentence says, 0 to 1."""
    windows = [(at, window) for at, text in enumerate(texts) for window in windows_of(text)]
    if not windows:
        return [0.0 for _ in texts]
    meanings = alike([sentence], [window for _, window in windows])[0] if alike else None
    best = [0.0 for _ in texts]
    for number, (at, window) in enumerate(windows):
        best[at] = max(best[at], _support(sentence, window, rules, meanings[number] if meanings else None))
    return best


def windows_of(text: str) -> list[str]:
    """The sentences of a text, and each with the one after it."""
    said = [one for line in text.splitlines() for one in sentences(line.strip(" -*•\t"))]
    return said + [f"{one} {other}" for one, other in pairwise(said)]


def _support(sentence: str, window: str, rules: GroundingRules, meaning: float | None) -> float:
    shared = _shared(content_words(sentence), content_words(window), rules)
    if not shared:
        return 0.0
    if f" {' '.join(words_of(sentence))} " in f" {' '.join(words_of(window))} ":
        return 1.0
    weights = rules.weights
    score = (
        shared
        if meaning is None
        else (weights.words * shared + weights.alike * max(0.0, meaning)) / (weights.words + weights.alike)
    )
    return max(0.0, score - weights.opposed * opposed(sentence, window, rules))


def _shared(claimed: Set[str], told: Set[str], rules: GroundingRules) -> float:
    """The share of what is claimed that is told; a word that stands everywhere counts for little."""
    whole = sum(rules.weight(word) for word in claimed)
    if not whole:
        return 0.0
    held = sum(rules.weight(word) for word in claimed & told)
    return held / max(whole, _FEW * _EVERYDAY)


def told_of(sentence: str, told: Set[str], rules: GroundingRules) -> float:
    """The share of what a sentence claims of a role whose stems are among those of the role's texts."""
    claimed = content_words(sentence) - rules.frame
    return sum(rules.weight(word) for word in claimed & told) / (
        sum(rules.weight(word) for word in claimed) or 1.0
    )


def denied(sentence: str, texts: Sequence[str], rules: GroundingRules) -> bool:
    """True where a text says the opposite, and none the same."""
    claimed = content_words(sentence) - content_words(" ".join(rules.negators))
    least = rules.denies * sum(rules.weight(word) for word in claimed)
    if len(claimed) < _FEW:
        return False
    said = [one for text in texts for line in text.splitlines() for one in sentences(line.strip(" -*•\t"))]
    near = [one for one in said if sum(map(rules.weight, claimed & content_words(one))) >= least]
    return bool(near) and all(opposed(sentence, one, rules) for one in near)


def opposed(sentence: str, window: str, rules: GroundingRules) -> bool:
    """True where one says what the other denies: by a negation, an opposite, or a comparison turned round.

    Two of them cancel out: "A helps less than B" says that B helps more than A.
    """
    claimed = content_words(sentence)
    # Of a window only the sentence and the clause that speak of the same count.
    said = max(sentences(window), key=lambda one: _shared(claimed, content_words(one), rules))
    clause = max(_CLAUSES.split(said), key=lambda one: _shared(claimed, content_words(one), rules))
    one, other = words_of(_CONTRAST.sub(" ", sentence)), words_of(_CONTRAST.sub(" ", clause))
    opposite = any(
        word in one and against in other and word not in other and against not in one
        for pair in rules.opposites
        for word, against in (pair, pair[::-1])
    )
    # A sentence that has both clauses has the negations of both.
    whole = words_of(_CONTRAST.sub(" ", said))
    denied = _denies(one, rules) not in (_denies(other, rules), _denies(whole, rules))
    return (denied + opposite + _turned(sentence, said)) % 2 == 1


def _denies(words: Sequence[str], rules: GroundingRules) -> bool:
    return sum(word in rules.negators for word in words) % 2 == 1


def _turned(sentence: str, window: str) -> bool:
    """`A is safer than B` against `B is safer than A`; `A, not B` against `B, not A`."""
    one, other = _CONTRAST.split(sentence, maxsplit=1), _CONTRAST.split(window, maxsplit=1)
    if len(one) < 2 or len(other) < 2:
        return False
    left, right = content_words(one[0]), content_words(one[1])
    before, after = content_words(other[0]), content_words(other[1])
    common = (left & right) | (before & after)
    crossed = len(((left & after) | (right & before)) - common)
    return crossed > len((right & after) - common)
