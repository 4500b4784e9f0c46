"""Hears, criterion by criterion, how much evidence an answer holds, and quotes it."""

from collections.abc import Sequence
from math import exp
from statistics import fmean as mean
from typing import NamedTuple

from rolecall.domain.interviews import Criterion
from rolecall.domain.judgements import JudgedAs, Judgement, Manner
from rolecall.domain.judging.manners import SILENT, manner, own_parts, set_aside
from rolecall.domain.judging.parts import Part
from rolecall.domain.judging.pasted import without
from rolecall.domain.judging.relevance import (
    Alike,
    Relevance,
    Speaks,
    by_accident,
    described,
    generality,
    odds,
    on_topic,
    relevance,
)
from rolecall.domain.judging.rules import CoverageWeights, JudgingRules
from rolecall.domain.judging.signs import Given, Signs, signs

_QUOTE = 0.05
"""Coverage below which no words are quoted: there is nothing to show."""
_NEARLY = 0.9
"""Share of what counts as heard that an accident is given at most."""


class Weighed(NamedTuple):
    """An answer's parts with what was counted in them, before any weight."""

    parts: tuple[Part, ...]
    signs: tuple[Signs, ...]
    relevance: Relevance


def heard(
    question: str,
    criteria: Sequence[Criterion],
    answer: str,
    alike: Alike,
    rules: JudgingRules,
    *,
    earlier: Sequence[str] = (),
    samples: Sequence[str] = (),
    known: Manner | None = None,
) -> tuple[Judgement, ...]:
    """A judgement for each criterion, by evidence alone: coverage, never a level.

    Nothing of a question's notes, hints or samples counts as evidence; `samples` and `earlier` (answers the
    candidate gave before) only serve to set aside what was pasted or said before. `known` is the manner of
    the answer where it was told already.
    """
    own = set_aside(answer, rules)
    kind = known or manner(question, own, earlier, samples, rules=rules, criteria=criteria, alike=alike)
    if rules.restated:
        own = without(own, question, rules.restated)
    cut = own_parts(question, own, rules, earlier, samples) if kind not in SILENT else ()
    if not cut or not criteria:
        return tuple(_judgement(criterion, 0.0, answer, None, rules) for criterion in criteria)
    found = weigh(question, criteria, own, cut=cut, alike=alike, rules=rules)
    rows, fit = evidence(found, rules.weights), _quotable(found, rules.weights)
    # An answer that may be about something else is heard only so far, however much it tells.
    most = on_topic(found.relevance.topic, rules.weights)
    judged = []
    for n, criterion in enumerate(criteria):
        best = max(range(len(cut)), key=[row[n] for row in fit].__getitem__)
        coverage = most * (1 - exp(-sum(row[n] for row in rows) / most))
        if by_accident([row[n] for row in found.relevance.speaks], found.relevance.topic):
            coverage = min(coverage, _NEARLY * rules.weights.covered)
        judged.append(_judgement(criterion, coverage, answer, cut[best], rules))
    return tuple(judged)


def weigh(
    question: str,
    criteria: Sequence[Criterion],
    answer: str,
    *,
    cut: Sequence[Part],
    alike: Alike,
    rules: JudgingRules,
) -> Weighed:
    """Counts everything the weights are applied to."""
    given = Given.of([question, *(text for c in criteria for text in (*c.terms, *described(c)))])
    counted = []
    sentence = -1
    for part, general in zip(cut, generality(answer, cut, alike, rules), strict=True):
        first = part.sentence != sentence
        counted.append(signs(answer, part, first, general=general, given=given, rules=rules))
        sentence = part.sentence
    return Weighed(
        tuple(cut), tuple(counted), relevance(question, criteria, answer, cut, alike=alike, rules=rules)
    )


def evidence(found: Weighed, weights: CoverageWeights) -> list[list[float]]:
    """What each part (row) adds to each criterion (column), 0 or more."""
    chances = [_chance(one, weights) for one in found.signs]
    by_answer = weights.amount.base * mean(chances) ** weights.amount.density
    rows = found.relevance.speaks
    held = [[chance * one.share for one in row] for chance, row in zip(chances, rows, strict=True)]
    by_criterion = [1 + weights.relevance.share * sum(column) for column in zip(*held, strict=True)]
    speaks = [[_speaks(one, weights) for one in row] for row in rows]
    silence = [0.0] * len(rows[0])
    added = []
    for n, (chance, row) in enumerate(zip(chances, speaks, strict=True)):
        before = speaks[n - 1] if n else silence
        after = speaks[n + 1] if n + 1 < len(speaks) else silence
        worth = by_answer * chance
        beside = map(max, before, after)
        taken = [_taken(here, near, weights) for here, near in zip(row, beside, strict=True)]
        added.append([worth * one * more for one, more in zip(taken, by_criterion, strict=True)])
    return added


def _quotable(found: Weighed, weights: CoverageWeights) -> list[list[float]]:
    """How well each part (row) shows each criterion (column) by itself, whatever stands beside it."""
    return [
        [_chance(counted, weights) * _speaks(one, weights) for one in row]
        for counted, row in zip(found.signs, found.relevance.speaks, strict=True)
    ]


def _chance(one: Signs, weights: CoverageWeights) -> float:
    w = weights.particular
    return odds(w.constant + sum(getattr(w, name) * value for name, value in one._asdict().items()))


def _speaks(one: Speaks, weights: CoverageWeights) -> float:
    w = weights.relevance
    return odds(
        w.constant
        + w.terms * one.terms
        + w.words * one.words
        + w.alike * one.alike
        + w.more_alike * one.more_alike
        + w.theme * one.theme
    )


def _taken(here: float, beside: float, weights: CoverageWeights) -> float:
    w = weights.relevance
    taken = here + w.neighbour * (1 - here) * beside
    return w.least + (1 - w.least) * taken


def _judgement(
    criterion: Criterion, coverage: float, answer: str, part: Part | None, rules: JudgingRules
) -> Judgement:
    covered = coverage >= rules.weights.covered
    shown = part if coverage >= _QUOTE else None
    coverage = _halved(coverage, rules.weights.covered)
    return Judgement(
        id=criterion.id,
        state=JudgedAs.COVERED if covered else JudgedAs.NOT_COVERED,
        coverage=round(coverage, 4),
        evidence=answer[shown.start : shown.end] if shown else "",
        start=shown.start if shown else None,
        end=shown.end if shown else None,
        advice="" if covered else criterion.stronger or criterion.levels.get(4) or criterion.asks,
    )


def _halved(coverage: float, half: float) -> float:
    """Coverage on a scale that people read right: `half` becomes one half, 0 and 1 stay."""
    if coverage <= 0 or coverage >= 1:
        return min(1.0, max(0.0, coverage))
    share = coverage / (1 - coverage) * (1 - half) / half
    return share / (1 + share)
