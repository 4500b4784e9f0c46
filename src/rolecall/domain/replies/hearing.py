"""Hears what a clause does: tells, defers, points to a document, refuses, or says nothing in many words."""

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rolecall.domain.judging.relevance import Alike
from rolecall.domain.reading.phrases import Word
from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.rules import ReplyRules, Sign
from rolecall.domain.words import content_words

SOMEBODY = "xname"
"""What stands in place of a name where wording is looked for."""
_EMPTIER = -0.01
_EMPTIER_STILL = 0.05
"""The same of a clause that holds something particular, a yes or a no."""
_LATER = 0.08
"""Difference of cosines from which a clause is more like empty sentences than like telling ones."""
_BEFORE_NAME = frozenset(
    ["can", "could", "will", "would", "who", "knows", "has", "is", "and", "may", "should"]
)
_NO_NAME = frozenset(
    """i python pytorch jax english german french monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december github slurm
    research product coding interview engineering science sciences""".split()  # noqa: SIM905
)
_REACH = 12
"""Clauses of the same sentence, on either side, that can say how one is meant."""
_DIGIT = re.compile(r"\d")


class Act(StrEnum):
    """What a clause does."""

    TELLS = "tells"
    DEFERS = "defers"
    ATTACHES = "attaches"
    REFUSES = "refuses"
    EMPTY = "empty"
    COURTESY = "courtesy"


class Heard(NamedTuple):
    """A clause's act, and what it was told by."""

    act: Act
    signs: frozenset[Sign]
    specific: bool
    """It holds a number, a name, or words of particular things."""
    joined: Act | None = None
    """Of a clause that tells little by itself: what the rest of its sentence does."""
    framed: bool = False
    """It has no verb: it only says what is spoken of."""


def heard(text: str, found: Sequence[Clause], rules: ReplyRules, alike: Alike) -> tuple[Heard, ...]:
    """One for each clause; wording is looked for in whole sentences, so that no comma hides it."""
    signs = _signs(text, found, rules)
    said = [" ".join(text[one.start : one.end].split()) for one in found]
    samples = (rules.telling, rules.empty, rules.deferring)
    cosines = alike(said, [one for some in samples for one in some]) if said else []
    told, hollow = len(rules.telling), len(rules.telling) + len(rules.empty)
    alone = [
        _heard(
            text,
            clause,
            some,
            emptier=_near(row[told:hollow]) - _near(row[:told]),
            later=_near(row[hollow:]) - _near(row[:told]),
        )
        for clause, some, row in zip(found, signs, cosines, strict=True)
    ]
    whole: dict[int, list[int]] = defaultdict(list)
    for n, clause in enumerate(found):
        whole[clause.sentence].append(n)
    return tuple(_within(n, alone, found, whole[found[n].sentence], rules) for n in range(len(found)))


def _near(cosines: Sequence[float]) -> float:
    """The mean of the nearest three: one accident is no likeness."""
    return sum(sorted(cosines)[-3:]) / 3


def _within(
    n: int, alone: Sequence[Heard], found: Sequence[Clause], whole: Sequence[int], rules: ReplyRules
) -> Heard:
    """The clause as its sentence lets it be heard: `compute, I will ask` tells nothing of compute."""
    one = alone[n]
    framed = not {word.text for word in found[n].words} & set(rules.groups["verbs"])
    mates = [m for m in range(max(whole[0], n - _REACH), min(whole[-1], n + _REACH) + 1) if m != n]
    marked = [m for m in sorted(mates, key=lambda m: (abs(m - n), m < n)) if alone[m].act in _MARKED]
    if found[n].heading and (one.specific or one.act is not Act.TELLS or one.signs & {"affirms", "denies"}):
        return one
    if found[n].label and (framed or not one.specific):
        return one._replace(act=Act.COURTESY)
    if found[n].framing and mates and one.act is Act.TELLS:
        return one._replace(act=Act.COURTESY)
    if one.act is not Act.TELLS or one.signs & {"affirms", "denies"}:
        return one
    return one._replace(joined=alone[marked[0]].act if marked else None, framed=framed)


_MARKED = (Act.DEFERS, Act.ATTACHES, Act.REFUSES, Act.EMPTY)


def _heard(text: str, clause: Clause, signs: frozenset[Sign], *, emptier: float, later: float) -> Heard:
    quote = text[clause.start : clause.end]
    numbered = bool(_DIGIT.search(quote))
    named = any(_is_name(text, word, first=n == 0) for n, word in enumerate(clause.words))
    specific = numbered or "concrete" in signs or named
    return Heard(
        _act(signs, specific=specific, numbered=numbered, emptier=emptier, later=later), signs, specific
    )


def _act(signs: frozenset[Sign], *, specific: bool, numbered: bool, emptier: float, later: float) -> Act:
    """The first that fits: who says openly that an answer is to come is not heard as empty."""
    open_ = "refuses" in signs and not signs & {"points", "unknown"}
    firm = specific or bool(signs & {"affirms", "denies"})
    rules = (
        (Act.EMPTY, "shrugs" in signs),
        (Act.REFUSES, open_),
        (Act.DEFERS, bool(signs & {"defers", "unknown"})),
        (Act.REFUSES, "refuses" in signs),
        (Act.DEFERS, "points" in signs and not numbered and "sells" not in signs),
        (Act.ATTACHES, "attached" in signs),
        (Act.COURTESY, "closes" in signs or ("courtesy" in signs and not specific)),
        (Act.EMPTY, bool(signs & {"depends", "sells"}) and not numbered),
        (Act.TELLS, numbered),
        (Act.DEFERS, not firm and later > max(_LATER, emptier)),
        (Act.EMPTY, ("vague" in signs and not firm) or emptier > (_EMPTIER_STILL if firm else _EMPTIER)),
    )
    return next((act for act, fits in rules if fits), Act.TELLS)


def _signs(text: str, found: Sequence[Clause], rules: ReplyRules) -> list[frozenset[Sign]]:
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for n, clause in enumerate(found):
        by_sentence[clause.sentence].append(n)
    signs: list[set[Sign]] = [set() for _ in found]
    for members in by_sentence.values():
        spoken = [word for n in members for word in found[n].words]
        owner = [n for n in members for _ in found[n].words]
        for view in (spoken, _unnamed(text, spoken)):
            for hit in rules.sign_book.find(view):
                for n in {owner[hit.first], owner[hit.last - 1]}:
                    signs[n].add(rules.sign_names[hit.entry])
    return [frozenset(some) for some in signs]


def _unnamed(text: str, spoken: Sequence[Word]) -> list[Word]:
    """The words with `somebody` in place of every name."""
    view = []
    for n, word in enumerate(spoken):
        after = spoken[n + 1].text if n + 1 < len(spoken) else ""
        named = _is_name(text, word, first=n == 0) or (
            n == 0 and text[word.start].isupper() and after in _BEFORE_NAME and bool(content_words(word.text))
        )
        view.append(Word(SOMEBODY, word.start, word.end) if named else word)
    return view


def _is_name(text: str, word: Word, *, first: bool) -> bool:
    raw = text[word.start : word.end]
    large = raw[0].isupper() and raw[1:].islower()
    before = text[max(0, word.start - 2) : word.start].strip()
    opens = first or before[-1:] in {".", "!", "?", ":"}
    return large and not opens and word.text not in _NO_NAME and not word.text.startswith(("i'", "i\u2019"))
