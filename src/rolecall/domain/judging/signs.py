"""What a part of an answer holds: particulars counted by kind, and words that say nothing of a case."""

import re
from collections.abc import Collection, Iterable
from math import log, log1p
from typing import NamedTuple

from rolecall.domain.judging.parts import Part
from rolecall.domain.judging.rules import SIGNS, JudgingRules
from rolecall.domain.words import content_words, stem

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,:/]\d+)*")
_ENUMERATES = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_ABSTRACT = ("tion", "sion", "ity", "ness", "ment", "ance", "ence", "ism", "ship", "ability", "ibility")
_SMALL_WORDS = 0.3
"""Part of a sentence's words that are small ones, at least, where it is a sentence."""
_USUAL = 12
"""Words of a part."""
_CAPPED = 3
"""Counts of one sign above this add nothing: a list is not a proof."""


class Signs(NamedTuple):
    """Of one part: counts up to _CAPPED, and shares of its words, 0 to 1."""

    number: float
    name: float
    reason: float
    contrast: float
    condition: float
    choice: float
    amount: float
    fresh: float
    """Logarithm of one more than the content words that nobody gave and that are not vague."""
    praise: float
    """Share."""
    vague: float
    """Share."""
    abstract: float
    """Share of abstract nouns."""
    bare: float
    """How far small words are missing, 0 to 1: a row of keywords says nothing."""
    general: float
    """How much nearer it is to general truths than to particulars, a difference of mean cosines."""
    length: float
    """Logarithm of the words over a usual twelve."""


class Given(NamedTuple):
    """What the question and the rubric say already: repeating it is no particular."""

    stems: frozenset[str]
    words: frozenset[str]
    """As written, in lower case; names and numbers are compared with these."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Given":
        joined = " ".join(texts)
        return cls(content_words(joined), frozenset(re.findall(r"[\w-]+", joined.lower())))


def signs(
    answer: str, part: Part, first: bool, *, general: float, given: Given, rules: JudgingRules
) -> Signs:
    """Counts the signs of one part; `first`: it opens its sentence, so its capital names nothing."""
    where: dict[str, set[int]] = {name: set() for name in SIGNS}
    for hit in rules.sign_book.find(part.words):
        where[SIGNS[hit.entry]].update(range(hit.first, hit.last) if hit.entry >= _EMPTY else (hit.first,))
    length = max(1, len(part.words))
    empty = where["praise"] | where["vague"]
    texts = [word.text for word in part.words]
    meant = [root for text in texts for root in content_words(text)]
    fresh = {
        root
        for place, text in enumerate(texts)
        if place not in empty and not text.endswith(_ABSTRACT) and not text.isdigit()
        for root in content_words(text) - given.stems
    }
    counts = {name: float(min(_CAPPED, len(places))) for name, places in where.items()}
    return Signs(
        number=min(_CAPPED, float(_numbers(answer, part, given.words))),
        name=min(_CAPPED, float(len(_names(answer, part, first, given.words, rules.known_words)))),
        **{name: counts[name] for name in SIGNS[:_EMPTY]},
        fresh=log1p(len(fresh)),
        praise=len(where["praise"]) / length,
        vague=len(where["vague"]) / length,
        abstract=sum(text.endswith(_ABSTRACT) and len(text) > 6 for text in texts) / length,
        bare=max(0.0, 1 - (length - len(meant)) / length / _SMALL_WORDS),
        general=general,
        length=log(length / _USUAL),
    )


_EMPTY = SIGNS.index("praise")


def _numbers(answer: str, part: Part, given: Collection[str]) -> int:
    text = answer[part.start : part.end]
    listed = _ENUMERATES.match(text)
    found = {match.group() for match in _NUMBER.finditer(text, listed.end() if listed else 0)}
    return len(found - set(given))


def _names(answer: str, part: Part, first: bool, given: Collection[str], known: Collection[str]) -> set[str]:
    """Words written as names are: a capital inside a sentence, capitals or digits inside a word."""
    found = set()
    for place, word in enumerate(part.words):
        raw = answer[word.start : word.end]
        opens = first and place == 0
        inside = any(letter.isupper() for letter in raw[1:]) or any(letter.isdigit() for letter in raw)
        named = (raw[0].isalpha() and inside) or (raw[0].isupper() and not opens)
        if named and not raw.startswith(("I'", "I\u2019")) and raw != "I":
            lower = word.text
            if lower not in given and lower not in known and stem(lower) not in known:
                found.add(lower)
    return found
