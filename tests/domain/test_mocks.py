import pytest
from pydantic import ValidationError

from rolecall.domain.mock_events import Over, Rated, Warned, event_from, fold
from rolecall.domain.mocks import EndReason, InterviewerMove, MockState
from rolecall.domain.times import seconds_between
from tests.domain.sittings import Sitting


def told() -> Sitting:
    return (
        Sitting()
        .asks("alpha")
        .answers("baseline")
        .asks("alpha", InterviewerMove.FOLLOW_UP, "metric")
        .answers("metric", seconds=20)
        .asks("beta")
    )


def test_a_state_knows_what_was_said_asked_and_heard() -> None:
    state = told().state
    assert state.asked == ("alpha", "beta")
    assert state.heard("alpha") == {"baseline", "metric"}
    assert [answer.seconds for answer in state.answers_to("alpha")] == [30, 20]
    assert len(state.lines_about("alpha")) == 2
    assert state.waiting is False


def test_an_answer_without_a_reply_waits_until_the_mock_ends() -> None:
    sitting = told().answers()
    assert sitting.state.waiting
    assert sitting.happens(Over(reason=EndReason.EARLY)).state.waiting is False


def test_folding_in_two_goes_gives_the_same_state_as_in_one() -> None:
    sitting = told().pauses(30).happens(Warned(seconds=120)).happens(Over(reason=EndReason.TIME))
    for cut in range(len(sitting.events) + 1):
        half = fold(MockState(id="m1"), sitting.events[:cut])
        assert fold(half, sitting.events[cut:]) == sitting.state


def test_events_come_back_from_the_store_as_they_went_in() -> None:
    for _, event in told().pauses(30).happens(Rated(question="alpha", levels={"metric": 3})).events:
        stored = event.model_dump(mode="json", exclude={"kind"})
        assert event_from(event.kind, stored) == event


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValidationError):
        event_from("sung", {})


def test_a_later_rating_replaces_the_earlier_one() -> None:
    sitting = told().happens(Rated(question="alpha", levels={"metric": 3}))
    sitting.happens(Rated(question="alpha", levels={"metric": 2}))
    assert sitting.state.ratings == {"alpha": {"metric": 2}}


def test_a_mock_that_was_not_started_has_no_plan() -> None:
    with pytest.raises(ValueError, match="has not been started"):
        _ = MockState(id="m1").planned


def test_a_clock_that_was_set_back_never_gives_negative_seconds() -> None:
    assert seconds_between("2026-03-02T09:00:10+00:00", "2026-03-02T09:00:00+00:00") == 0
