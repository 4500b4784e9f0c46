"""Cuts a reply into passages, and tells how near each is to each question."""

from collections.abc import Mapping, Sequence
from math import log
from statistics import fmean
from typing import NamedTuple

from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.matching import TOUCHES, Matched

_MOST = 3.0
"""Score of the rules above which more says no more."""
_SHARP = 12.0
"""Cosines of this field lie close together; differences are drawn apart by this much."""


_NAMES = 4
"""Words below which a clause says nothing by itself."""
_TURNS = frozenset(["but", "though", "although", "however", "whereas", "while", "except"])
"""Words that turn a sentence: the two sides of them may do different things."""


class Passage(NamedTuple):
    """Clauses of one sentence that belong to the same questions."""

    clauses: tuple[int, ...]
    start: int
    end: int


class Near(NamedTuple):
    """Of a passage to a question: what says that the one speaks to the other."""

    owned: float
    """The rules give it to this question."""
    shared: float
    """They give it to others as well."""
    firm: float
    """Place or number give it to this one."""
    elsewhere: float
    """They give it to others alone."""
    firm_elsewhere: float
    score: float
    margin: float
    """Of the score over that of the other questions."""
    wide: float
    wide_margin: float
    alike: float
    """Cosine, less the mean over all questions and passages."""
    by_question: float
    """Of the cosine over those of the other questions with this passage."""
    by_passage: float
    """Of the cosine over those of the other passages with this question."""
    best: float
    """It is the passage most alike to the question."""
    own_best: float
    """The question is the one most alike to the passage."""
    after: float
    """The passage before is this question's."""
    order: float
    """Distance of the two places, the one among the passages, the other among the questions."""
    length: float
    """Logarithm of its words."""


def passages(found: Sequence[Clause], match: Matched) -> tuple[Passage, ...]:
    """Every passage in order; clauses that belong nowhere go with those before them."""
    cut: list[list[int]] = []
    owners: frozenset[int] = frozenset()
    for n, clause in enumerate(found):
        same = n > 0 and found[n - 1].sentence == clause.sentence
        fits = not match.owners[n] or not owners or match.owners[n] == owners
        # What only names the subject goes with what is said of it.
        named = same and (found[n - 1].label or found[n - 1].framing or len(found[n - 1].words) < _NAMES)
        turns = clause.words[0].text in _TURNS and len(clause.words) >= _NAMES
        if same and (named or (fits and not turns)):
            cut[-1].append(n)
            owners = match.owners[n] or owners
        else:
            cut.append([n])
            owners = match.owners[n]
    joined = _with_labels(found, cut)
    return tuple(Passage(tuple(some), found[some[0]].start, found[some[-1]].end) for some in joined)


def _with_labels(found: Sequence[Clause], cut: Sequence[list[int]]) -> list[list[int]]:
    """A label on the line of what it names goes with it."""
    joined: list[list[int]] = []
    for some in cut:
        last = joined[-1] if joined else []
        named = bool(last) and all(found[n].label for n in last)
        if named and found[last[-1]].line == found[some[0]].line:
            last.extend(some)
        else:
            joined.append(list(some))
    return joined


def nearness(
    cut: Sequence[Passage],
    found: Sequence[Clause],
    match: Matched,
    wide: Mapping[int, Sequence[float]],
    cosines: Sequence[Sequence[float]],
) -> list[list[Near]]:
    """A row for each passage, a column for each question, as `cosines`."""
    if not cut:
        return []
    asked = len(cosines[0])
    mean = fmean(one for row in cosines for one in row)
    owned = [[_owned(one, match, column) for column in range(asked)] for one in cut]
    rows: list[list[Near]] = []
    for at, one in enumerate(cut):
        scores = [max(match.scores[n][column] for n in one.clauses) for column in range(asked)]
        whole = wide[found[one.clauses[0]].sentence]
        row = []
        for column in range(asked):
            others = [k for k in range(asked) if k != column]
            rest = [k for k in range(len(cut)) if k != at]
            cosine = cosines[at][column]
            in_row = max((cosines[at][k] for k in others), default=mean)
            in_column = max((cosines[k][column] for k in rest), default=mean)
            mine, firm = owned[at][column]
            theirs = any(owned[at][k][0] for k in others)
            firmly = any(owned[at][k][1] for k in others)
            row.append(
                Near(
                    owned=float(mine),
                    shared=float(mine and theirs),
                    firm=float(firm and not firmly),
                    elsewhere=float(theirs and not mine),
                    firm_elsewhere=float(firmly and not mine),
                    score=_held(scores[column]),
                    margin=_held(scores[column] - max((scores[k] for k in others), default=0.0)),
                    wide=_held(whole[column]),
                    wide_margin=_held(whole[column] - max((whole[k] for k in others), default=0.0)),
                    alike=_SHARP * (cosine - mean),
                    by_question=_SHARP * (cosine - in_row),
                    by_passage=_SHARP * (cosine - in_column),
                    best=float(cosine >= in_column),
                    own_best=float(cosine >= in_row),
                    after=float(at > 0 and owned[at - 1][column][0]),
                    order=abs(at / max(1, len(cut) - 1) - column / max(1, asked - 1)),
                    length=log(1 + sum(len(found[n].words) for n in one.clauses)),
                )
            )
        rows.append(row)
    return rows


def _owned(one: Passage, match: Matched, column: int) -> tuple[bool, bool]:
    some = [n for n in one.clauses if column in match.owners[n]]
    return bool(some), any(match.firm[n] for n in some)


def _held(score: float) -> float:
    return max(-_MOST, min(_MOST, score / TOUCHES))
