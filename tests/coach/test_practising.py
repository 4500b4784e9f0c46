"""The use cases of a mock over the store in memory and over real SQLite."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolecall.coach.practising import LONGEST_ANSWER, Practice
from rolecall.domain.clock import clock
from rolecall.domain.mocks import Answer, EndReason, InterviewerMove, MockRequest, MockState, Mode
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import BadInput, ChatModel, FaultKind, Prompt, Store
from rolecall.storage import MemoryStore, open_store
from tests.coach.rooms import OWNER, Time, room

Move = InterviewerMove
REQUEST = MockRequest(minutes=20, seed=1)
TELLING = "The baseline was the old ranking. We kept it fixed for a month."


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path, time: Time) -> Iterator[Store]:
    made = MemoryStore(clock=time) if request.param == "memory" else open_store(None, tmp_path, clock=time)
    yield made
    made.close()


@pytest.fixture
def practice(store: Store, time: Time) -> Practice:
    return room(store, time)


Start = Callable[..., MockState]


@pytest.fixture
def start(practice: Practice) -> Start:
    def begin(**changes: object) -> MockState:
        return asyncio.run(practice.start(OWNER, REQUEST.model_copy(update=changes)))

    return begin


def answer(practice: Practice, mock: MockState, text: str = TELLING) -> MockState:
    return asyncio.run(practice.answer(OWNER, mock.id, text))


def now_of(time: Time) -> str:
    return time.now.isoformat(timespec="milliseconds")


def test_a_mock_starts_with_a_question_and_a_running_clock(start: Start, time: Time) -> None:
    mock = start()
    assert [line.move for line in mock.lines] == [Move.ASK]
    time.passes(60)
    assert clock(mock, now_of(time)).left == 19 * 60


def test_an_answer_is_heard_timed_and_replied_to(practice: Practice, start: Start, time: Time) -> None:
    mock = start()
    time.passes(45)
    mock = answer(practice, mock)
    assert mock.answers[0].heard == ("baseline",)
    assert mock.answers[0].seconds == pytest.approx(45)
    assert mock.lines[-1].move is Move.FOLLOW_UP
    assert "\u201cThe baseline was the old ranking\u201d" in mock.lines[-1].text
    assert mock.lines[-1].feedback.startswith("Heard: ")


def test_realistic_mode_gives_neither_feedback_nor_hints(practice: Practice, start: Start) -> None:
    mock = answer(practice, start(mode=Mode.REALISTIC))
    assert mock.lines[-1].feedback == ""
    mock = asyncio.run(practice.hint(OWNER, mock.id))
    assert mock.lines[-1].move is Move.NO_HINT
    again = asyncio.run(practice.hint(OWNER, mock.id))
    assert again.lines == mock.lines


def test_hints_come_in_order_and_then_no_more(practice: Practice, start: Start) -> None:
    mock = start()
    for _ in range(5):
        mock = asyncio.run(practice.hint(OWNER, mock.id))
    assert [line.move for line in mock.lines[1:]] == [Move.HINT] * 3 + [Move.NO_HINT]
    hints = practice.questions(mock)[mock.lines[0].question].hints
    assert all(hint in line.text for hint, line in zip(hints, mock.lines[1:], strict=False))


def test_the_answer_is_stored_before_a_model_is_asked_and_a_fault_loses_nothing(
    store: Store, time: Time
) -> None:
    seen: list[str] = []

    def failing(prompt: Prompt) -> FaultKind:
        seen.append(practice.open(OWNER, mock.id).answers[-1].text)
        return FaultKind.TIMEOUT

    model: ChatModel = ScriptedModel(failing)
    practice = room(store, time, model)
    mock = asyncio.run(practice.start(OWNER, REQUEST))
    mock = answer(practice, mock)
    assert seen == [TELLING]
    assert mock.lines[-1].text
    assert mock.lines[-1].note


def test_a_crash_between_answer_and_reply_is_mended_on_coming_back(store: Store, time: Time) -> None:
    def crashing(prompt: Prompt) -> str:
        raise RuntimeError("the process dies here")

    mock = asyncio.run(room(store, time).start(OWNER, REQUEST))
    with pytest.raises(RuntimeError):
        answer(room(store, time, ScriptedModel(crashing)), mock)
    practice = room(store, time)
    assert practice.open(OWNER, mock.id).waiting
    back = asyncio.run(practice.come_back(OWNER, mock.id))
    assert not back.waiting
    assert [said.by.text for said in back.said if isinstance(said.by, Answer)] == [TELLING]


def test_a_pause_stops_the_clock_and_keeps_the_draft(practice: Practice, start: Start, time: Time) -> None:
    mock = start()
    time.passes(60)
    paused = practice.pause(OWNER, mock.id, "Half a sent")
    time.passes(3600)
    assert clock(paused, now_of(time)).elapsed == 60
    assert practice.draft(OWNER, mock.id) == "Half a sent"
    resumed = practice.resume(OWNER, mock.id)
    time.passes(10)
    assert clock(resumed, now_of(time)).elapsed == 70


def test_time_away_does_not_count_whoever_comes_back_tomorrow(store: Store, start: Start, time: Time) -> None:
    mock = start()
    time.passes(100)
    room(store, time).tick(OWNER, mock.id, "We began with")
    time.passes(86_400)
    practice = room(store, time)
    back = asyncio.run(practice.come_back(OWNER, mock.id))
    assert practice.draft(OWNER, mock.id) == "We began with"
    assert clock(back, now_of(time)).elapsed == pytest.approx(100)
    assert clock(back, now_of(time)).paused
    mock = answer(practice, mock)
    assert clock(mock, now_of(time)).elapsed == pytest.approx(100)


def test_each_warning_is_given_once(practice: Practice, start: Start, time: Time) -> None:
    mock = start()
    given = []
    for _ in range(80):
        time.passes(15)
        given.append(practice.tick(OWNER, mock.id, "so far").warning)
    assert [one for one in given if one] == [120, 30]
    assert practice.draft(OWNER, mock.id) == "so far"


def test_the_unsent_draft_counts_when_the_time_is_up(practice: Practice, start: Start, time: Time) -> None:
    mock = start()
    time.passes(1195)
    practice.tick(OWNER, mock.id, "The ablation cost us")
    time.passes(5)
    assert practice.tick(OWNER, mock.id).clock.over
    ended = asyncio.run(practice.end(OWNER, mock.id))
    assert ended.ended is EndReason.TIME
    assert (ended.answers[-1].text, ended.answers[-1].unsent) == ("The ablation cost us", True)
    assert ended.lines[-1].move is Move.WRAP_UP


def test_an_answer_that_comes_after_the_time_counts_and_ends_the_mock(
    practice: Practice, start: Start, time: Time
) -> None:
    mock = start()
    time.passes(1203)
    ended = answer(practice, mock)
    assert ended.answers[-1].unsent
    assert ended.ended is EndReason.TIME


def test_a_draft_that_was_sent_is_not_sent_twice(store: Store, start: Start, time: Time) -> None:
    practice = room(store, time)
    mock = answer(practice, start())
    # As a process leaves it that was killed after storing the answer and before clearing the draft.
    practice.tick(OWNER, mock.id, TELLING)
    assert practice.draft(OWNER, mock.id) == ""
    ended = asyncio.run(practice.end(OWNER, mock.id))
    assert len(ended.answers) == 1


def test_an_answer_that_is_too_long_is_refused_and_nothing_is_lost(practice: Practice, start: Start) -> None:
    mock = start()
    with pytest.raises(BadInput, match="20,001 characters"):
        answer(practice, mock, "x" * (LONGEST_ANSWER + 1))
    assert practice.open(OWNER, mock.id) == mock
    assert answer(practice, mock, "baseline " * 2_000).answers


def test_ending_early_is_told_from_finishing(practice: Practice, start: Start) -> None:
    ended = asyncio.run(practice.end(OWNER, start().id, "The metric was recall."))
    assert ended.ended is EndReason.EARLY
    assert ended.answers[-1].heard == ("metric",)
    assert asyncio.run(practice.end(OWNER, ended.id)) == ended


def test_an_aborted_mock_keeps_what_was_said_and_takes_no_more(practice: Practice, start: Start) -> None:
    mock = answer(practice, start())
    aborted = practice.abort(OWNER, mock.id)
    assert (aborted.ended, len(aborted.answers)) == (EndReason.ABORTED, 1)
    with pytest.raises(BadInput, match="has ended"):
        answer(practice, aborted)


def test_a_removed_mock_is_gone_with_its_draft(practice: Practice, start: Start) -> None:
    mock = start()
    practice.tick(OWNER, mock.id, "secret")
    practice.remove(OWNER, mock.id)
    assert practice.mocks(OWNER) == []
    with pytest.raises(BadInput, match="no mock"):
        practice.open(OWNER, mock.id)


def test_a_mock_goes_on_after_export_and_restore(store: Store, start: Start, time: Time) -> None:
    mock = answer(room(store, time), start())
    other = MemoryStore(clock=time)
    other.restore(OWNER, store.export(OWNER))
    practice = room(other, time)
    restored = practice.open(OWNER, mock.id)
    assert restored.said == mock.said
    assert answer(practice, restored, "The ablation was costly.").answers[-1].heard == ("ablation",)


def test_the_list_names_every_mock_newest_first(practice: Practice, start: Start, time: Time) -> None:
    first = start()
    time.passes(10)
    second = start()
    assert [one.id for one in practice.mocks(OWNER)] == [second.id, first.id]


@pytest.mark.parametrize("what", ["coding", "juggling"])
def test_a_round_that_nothing_is_known_of_is_refused(start: Start, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        start(what=what)


def test_a_pause_is_no_time_that_was_spent_on_an_answer(practice: Practice, start: Start, time: Time) -> None:
    mock = start()
    time.passes(30)
    practice.pause(OWNER, mock.id)
    time.passes(600)
    practice.resume(OWNER, mock.id)
    time.passes(15)
    mock = answer(practice, mock)
    time.passes(20)
    practice.pause(OWNER, mock.id)
    time.passes(90)
    mock = answer(practice, mock, "The metric was the share of people who came back. It was stable.")
    assert [one.seconds for one in mock.answers] == [45, 20]


def test_thinking_before_a_hint_is_time_spent_on_the_answer(
    practice: Practice, start: Start, time: Time
) -> None:
    mock = start()
    time.passes(40)
    asyncio.run(practice.hint(OWNER, mock.id))
    time.passes(10)
    assert answer(practice, mock).answers[0].seconds == 50
