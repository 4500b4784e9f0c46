"""Hears, criterion by criterion, how much evidence an answer holds, and quotes it."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from rolecall.domain.interviews import Criterion
from rolecall.domain.judgements import JudgedAs, Judgement
from rolecall.domain.judging.manners import SILENT, manner, own_parts, set_aside
from rolecall.domain.judging.parts import Part
from rolecall.domain.judging.relevance import (
    Alike,
    Relevance,
    Speaks,
    generality,
    odds,
    on_topic,
    relevance,
    said,
)
from rolecall.domain.judging.rules import CoverageWeights, JudgingRules
from rolecall.domain.judging.signs import Given, Signs, signs

_QUOTE = 0.05
"""Coverage below which no words are quoted: there is nothing to show."""


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
) -> tuple[Judgement, ...]:
    """A judgement for each criterion, by evidence alone: coverage, never a level.

    Nothing of a question's notes, hints or samples counts as evidence; `samples` and `earlier` (answers the
    candidate gave before) only serve to set aside what was pasted or said before.
    """
    own = set_aside(answer, rules)
    kind = manner(question, own, earlier, samples, rules=rules, criteria=criteria, alike=alike)
    cut = own_parts(question, own, rules, earlier, samples) if kind not in SILENT else ()
    if not cut or not criteria:
        return tuple(_judgement(criterion, 0.0, answer, None, rules) for criterion in criteria)
    found = weigh(question, criteria, own, cut=cut, alike=alike, rules=rules)
    shares = evidence(found, rules.weights)
    judged = []
    for n, criterion in enumerate(criteria):
        column = [row[n] for row in shares]
        best = max(range(len(cut)), key=column.__getitem__)
        judged.append(_judgement(criterion, 1 - exp(-sum(column)), answer, cut[best], rules))
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
    given = Given.of([question, *(text for c in criteria for text in (*c.terms, *said(c)[: _own(c)]))])
    counted = []
    sentence = -1
    for part, general in zip(cut, generality(answer, cut, alike, rules), strict=True):
        first = part.sentence != sentence
        counted.append(signs(answer, part, first, general=general, given=given, rules=rules))
        sentence = part.sentence
    return Weighed(tuple(cut), tuple(counted), relevance(question, criteria, answer, cut, alike))


def evidence(found: Weighed, weights: CoverageWeights) -> list[list[float]]:
    """What each part (row) adds to each criterion (column), 0 or more."""
    chances = [_chance(one, weights) for one in found.signs]
    mean = sum(chances) / len(chances)
    by_answer = on_topic(found.relevance.topic, weights) * mean**weights.amount.density
    amounts = [_amount(one, weights) for one in found.signs]
    speaks = [[_speaks(one, weights) for one in row] for row in found.relevance.speaks]
    shares = []
    for n, row in enumerate(speaks):
        before = speaks[n - 1] if n else [0.0] * len(row)
        after = speaks[n + 1] if n + 1 < len(speaks) else [0.0] * len(row)
        worth = by_answer * chances[n] * amounts[n]
        shares.append(
            [worth * _taken(here, max(b, a), weights) for here, b, a in zip(row, before, after, strict=True)]
        )
    return shares


def _chance(one: Signs, weights: CoverageWeights) -> float:
    w = weights.particular
    return odds(w.constant + sum(getattr(w, name) * value for name, value in one._asdict().items()))


def _amount(one: Signs, weights: CoverageWeights) -> float:
    w = weights.amount
    return w.base + w.figures * one.figures + w.reasoning * one.reasoning


def _speaks(one: Speaks, weights: CoverageWeights) -> float:
    w = weights.relevance
    return odds(
        w.constant
        + w.terms * one.terms
        + w.words * one.words
        + w.alike * one.alike
        + w.more_alike * one.more_alike
    )


def _taken(here: float, beside: float, weights: CoverageWeights) -> float:
    w = weights.relevance
    taken = here + w.neighbour * (1 - here) * beside
    return w.least + (1 - w.least) * taken


def _own(criterion: Criterion) -> int:
    """How many of `said` describe the criterion; the meanings after them are what a candidate would say."""
    return len(said(criterion)) - len([text for text in criterion.meanings if text])


def _judgement(
    criterion: Criterion, coverage: float, answer: str, part: Part | None, rules: JudgingRules
) -> Judgement:
    covered = coverage >= rules.weights.covered
    shown = part if coverage >= _QUOTE else None
    return Judgement(
        id=criterion.id,
        state=JudgedAs.COVERED if covered else JudgedAs.NOT_COVERED,
        coverage=round(coverage, 4),
        evidence=answer[shown.start : shown.end] if shown else "",
        start=shown.start if shown else None,
        end=shown.end if shown else None,
        advice="" if covered else criterion.stronger or criterion.levels.get(4) or criterion.asks,
    )
