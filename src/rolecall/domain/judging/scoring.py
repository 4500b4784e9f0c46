"""Adds judgements up: weights and sums are code's, never a model's."""

from collections.abc import Sequence

from rolecall.domain.interviews import LEVELS, Criterion
from rolecall.domain.judgements import JudgedAs, Judgement, Scorecard

PRICE = 5.0
"""Points a hint costs."""
_JUDGED = (JudgedAs.SCORED, JudgedAs.COVERED, JudgedAs.NOT_COVERED)


def scorecard(
    question: str,
    criteria: Sequence[Criterion],
    judgements: Sequence[Judgement],
    *,
    hints: int = 0,
    price: float = PRICE,
    note: str = "",
    engine: str = "",
) -> Scorecard:
    """The card of one answered question (its id, or its text where the bank does not hold it).

    The score is over the scored criteria alone, (level - 1) / 3 * 100 by weight, less `price` points a hint.
    A criterion that was not asked or could not be scored is left out of both sums: it is no zero.
    """
    weights = {criterion.id: criterion.weight for criterion in criteria}
    scored = [(weights[one.id], one.level) for one in judgements if one.level is not None]
    judged = [(weights[one.id], one.coverage) for one in judgements if one.state in _JUDGED]
    total, all_judged = sum(weight for weight, _ in scored), sum(weight for weight, _ in judged)
    cost = min(100.0, hints * price)
    score = None
    if total:
        reached = sum(weight * (level - LEVELS[0]) for weight, level in scored) / total
        score = round(max(0.0, 100 * reached / (LEVELS[-1] - LEVELS[0]) - cost), 1)
    coverage = sum(weight * share for weight, share in judged) / all_judged if all_judged else 0.0
    card = Scorecard(
        question=question,
        criteria=tuple(judgements),
        score=score,
        coverage=round(coverage, 4),
        rests_on=len(scored),
        of=len(criteria),
        hints=hints,
        price=cost,
        note=note,
    )
    return card.model_copy(update={"engine": engine}) if engine else card
