import pytest

from rolecall.domain.clock import away_since, clock, current_round, due_warning
from rolecall.domain.mock_events import Over, Paused, Resumed, Warned
from rolecall.domain.mocks import EndReason
from tests.domain.sittings import Sitting, deep, quick


def test_time_runs_from_the_start_and_ends_at_the_planned_minutes() -> None:
    sitting = Sitting().asks().waits(90)
    now = clock(sitting.state, sitting.at)
    assert (now.total, now.elapsed, now.left, now.over) == (1200, 90, 1110, False)
    over = clock(sitting.state, sitting.waits(3000).at)
    assert (over.elapsed, over.left, over.over) == (1200, 0, True)


def test_a_pause_does_not_count_while_it_lasts_or_afterwards() -> None:
    sitting = Sitting().asks().waits(60)
    sitting.happens(Paused(at=sitting.at)).waits(500)
    standing = clock(sitting.state, sitting.at)
    assert (standing.elapsed, standing.paused) == (60, True)
    sitting.happens(Resumed()).waits(10)
    assert clock(sitting.state, sitting.at).elapsed == 70


def test_a_second_pause_event_changes_nothing() -> None:
    sitting = Sitting().asks().waits(60)
    sitting.happens(Paused(at=sitting.at)).waits(100).happens(Paused(at=sitting.at)).waits(100)
    assert clock(sitting.state, sitting.at).elapsed == 60


def test_a_round_has_its_own_end_and_never_more_than_the_mock() -> None:
    sitting = Sitting(deep("alpha", minutes=5), quick("trivia-one", minutes=3)).asks().waits(240)
    assert clock(sitting.state, sitting.at).round_left == 60
    sitting.waits(120)
    assert clock(sitting.state, sitting.at).round_left == 0
    sitting.asks("trivia-one", round=1)
    assert current_round(sitting.state) == 1
    assert clock(sitting.state, sitting.at).round_left == clock(sitting.state, sitting.at).left == 120


def test_an_ended_mock_keeps_the_time_of_its_end() -> None:
    sitting = Sitting().asks().waits(100).happens(Over(reason=EndReason.EARLY)).waits(900)
    now = clock(sitting.state, sitting.at)
    assert (now.elapsed, now.over) == (100, True)


@pytest.mark.parametrize(
    ("gone", "told", "due"),
    [
        (1000, (), None),
        (1080, (), 120),
        (1100, (120,), None),
        (1170, (120,), 30),
        (1180, (), 30),  # the first was slept over
        (1185, (120, 30), None),
        (1200, (), None),  # over
    ],
)
def test_each_warning_is_due_once(gone: float, told: tuple[int, ...], due: int | None) -> None:
    sitting = Sitting().asks().waits(gone)
    for seconds in told:
        sitting.happens(Warned(seconds=seconds))
    assert due_warning(sitting.state, sitting.at) == due


def test_no_warning_is_due_where_the_mock_is_shorter_or_stands() -> None:
    short = Sitting(quick("trivia-one", minutes=2)).asks().waits(1)
    assert due_warning(short.state, short.at) is None
    paused = Sitting().asks().waits(1100)
    paused.happens(Paused(at=paused.at))
    assert due_warning(paused.state, paused.at) is None


def test_nobody_was_there_since_the_last_sign_where_it_is_long_ago() -> None:
    sitting = Sitting().asks().waits(60)
    seen = sitting.at
    assert away_since(sitting.state, seen, sitting.waits(100).at, 150) == ""
    assert away_since(sitting.state, seen, sitting.waits(3600).at, 150) == seen
    sitting.happens(Paused(at=seen))
    assert away_since(sitting.state, seen, sitting.at, 150) == ""


def test_a_later_event_counts_as_a_sign_too() -> None:
    sitting = Sitting().asks()
    seen = sitting.at
    sitting.waits(100).answers(seconds=0).waits(100)
    assert away_since(sitting.state, seen, sitting.at, 150) == ""
