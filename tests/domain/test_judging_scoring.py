import pytest

from rolecall.domain.judgements import JudgedAs, Judgement
from rolecall.domain.judging.scoring import PRICE, scorecard
from tests.domain.judging_case import CRITERIA, QUESTION


def one(criterion: int, state: JudgedAs, level: int | None = None, coverage: float = 0.0) -> Judgement:
    return Judgement(id=CRITERIA[criterion].id, state=state, level=level, coverage=coverage)


def test_levels_are_added_by_weight_from_zero_at_one_to_a_hundred_at_four() -> None:
    judged = [one(0, JudgedAs.SCORED, 4), one(1, JudgedAs.SCORED, 1), one(2, JudgedAs.SCORED, 1)]
    card = scorecard(QUESTION, CRITERIA, judged)
    assert (card.score, card.rests_on, card.of) == (50.0, 3, 3)


def test_an_unscored_criterion_is_left_out_and_is_no_zero() -> None:
    judged = [one(0, JudgedAs.SCORED, 4), one(1, JudgedAs.UNSCORED), one(2, JudgedAs.NOT_ASKED)]
    card = scorecard(QUESTION, CRITERIA, judged)
    assert (card.score, card.rests_on) == (100.0, 1)


def test_coverage_alone_gives_no_score() -> None:
    judged = [
        one(0, JudgedAs.COVERED, coverage=0.8),
        one(1, JudgedAs.NOT_COVERED),
        one(2, JudgedAs.NOT_COVERED),
    ]
    card = scorecard(QUESTION, CRITERIA, judged)
    assert card.score is None
    assert card.coverage == pytest.approx(0.4)


def test_what_could_not_be_judged_does_not_lower_coverage() -> None:
    judged = [one(0, JudgedAs.COVERED, coverage=0.8), one(1, JudgedAs.NOT_ASKED), one(2, JudgedAs.UNSCORED)]
    assert scorecard(QUESTION, CRITERIA, judged).coverage == pytest.approx(0.8)


def test_hints_cost_points_and_never_more_than_there_are() -> None:
    judged = [one(0, JudgedAs.SCORED, 4), one(1, JudgedAs.SCORED, 4), one(2, JudgedAs.SCORED, 4)]
    assert scorecard(QUESTION, CRITERIA, judged, hints=2).score == 100 - 2 * PRICE
    low = [one(0, JudgedAs.SCORED, 1)]
    assert scorecard(QUESTION, CRITERIA, low, hints=3).score == 0
