"""A judge is measured before it is trusted."""

import pytest

from rolecall.domain.trust import LEAST_PAIRS, Graded, agreement, weighted_kappa


def _graded(pairs: list[tuple[int, int | None]], **more: bool) -> list[Graded]:
    return [Graded(expected=expected, given=given, **more) for expected, given in pairs]


def test_a_judge_that_always_agrees_is_trusted() -> None:
    measured = agreement("m", _graded([(1, 1), (2, 2), (3, 3), (4, 4)] * 15))
    assert (measured.exact, measured.within_one, measured.kappa) == (1.0, 1.0, 1.0)
    assert measured.holds


def test_a_judge_that_gives_one_level_to_all_agrees_by_chance_only() -> None:
    measured = agreement("m", _graded([(1, 3), (2, 3), (3, 3), (4, 3)] * 15))
    assert measured.kappa == 0.0
    assert "kappa" in measured.why_not


def test_praise_for_answers_that_say_nothing_costs_the_trust() -> None:
    good = _graded([(1, 1), (2, 2), (3, 3), (4, 4)] * 15)
    praised = agreement("m", [*good, *_graded([(1, 4)] * 4, empty=True), *_graded([(1, 1)] * 6, empty=True)])
    assert praised.overpraise == 0.4
    assert "say nothing" in praised.why_not


def test_judgements_that_cannot_be_verified_cost_the_trust() -> None:
    pairs: list[tuple[int, int | None]] = [(1, 1), (4, 4), (2, None), (3, None)]
    assert "could not be verified" in agreement("m", _graded(pairs * 15)).why_not


def test_few_judgements_are_not_enough() -> None:
    assert agreement("m", _graded([(4, 4)] * (LEAST_PAIRS - 1))).why_not
    assert not agreement("m", []).holds


def test_silence_counts_as_the_lowest_level() -> None:
    assert agreement("m", _graded([(1, None), (4, None)], silent=True)).exact == 0.5


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([(1, 1), (4, 4)], 1.0),
        ([(1, 4), (4, 1)], -1.0),
        # By hand: seen 1/4; by chance (9 + 3 + 5 + 15) / 16 = 2.
        ([(1, 1), (2, 2), (3, 3), (4, 3)], 0.875),
    ],
)
def test_the_kappa_is_the_quadratic_weighted_one(pairs: list[tuple[int, int]], kappa: float) -> None:
    assert weighted_kappa(pairs) == pytest.approx(kappa, abs=1e-4)
