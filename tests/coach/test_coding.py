"""Coding rounds as use cases: code is kept, run, judged, talked about and debriefed."""

import asyncio
from pathlib import Path

import pytest

from rolecall.coach.coding import MOST_CALLS, own_calls
from rolecall.coach.mocks import Mocks
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judgements import JudgedAs, Manner
from rolecall.domain.mock_events import Tried
from rolecall.domain.mocks import EndReason, InterviewerMove, MockRequest, MockState
from rolecall.domain.problems import Verdict
from rolecall.ports import BadInput
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.running.runner import Runner
from rolecall.storage import MemoryStore, open_store
from tests.coach.coding_rooms import OWNER, coding_mocks
from tests.coach.rooms import NoSandbox, Time
from tests.domain.code_sittings import FOLDER, REFERENCE, STARTER
from tests.domain.sittings import WordListener

Move = InterviewerMove
REQUEST = MockRequest(what=RoundKind.CODING, minutes=20, seed=1)
WRONG = "def double(x):\n    return x + x\n"
PLAN = "I walk over each number and double it."
JAIL = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")


@pytest.fixture(scope="module")
def runner():
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def mocks(time: Time) -> Mocks:
    return coding_mocks(MemoryStore(clock=time), time, NoSandbox())


@pytest.fixture
def real(time: Time, runner: Runner) -> Mocks:
    return coding_mocks(MemoryStore(clock=time), time, runner)


def begun(mocks: Mocks) -> MockState:
    return asyncio.run(mocks.practice.start(OWNER, REQUEST))


def submitted(mocks: Mocks, mock: MockState, source: str) -> MockState:
    return asyncio.run(mocks.practice.submit(OWNER, mock.id, source))


def answered(mocks: Mocks, mock: MockState, text: str = PLAN) -> MockState:
    return asyncio.run(mocks.practice.answer(OWNER, mock.id, text))


def test_a_round_begins_with_the_approach_and_the_starter(mocks: Mocks) -> None:
    mock = begun(mocks)
    assert "Twice as much" in mock.lines[0].text
    assert mocks.practice.editor.problem(mock) == FOLDER
    assert mocks.practice.editor.text(OWNER, mock) == STARTER


def test_what_is_typed_is_kept_and_comes_back(mocks: Mocks) -> None:
    mock = begun(mocks)
    mocks.practice.tick(OWNER, mock.id, "half a sen")
    mocks.practice.editor.keep(OWNER, mock, "def dou")
    assert mocks.practice.editor.text(OWNER, mock) == "def dou"
    assert mocks.practice.draft(OWNER, mock.id) == "half a sen"
    mocks.practice.editor.keep(OWNER, mock, "")
    assert mocks.practice.editor.text(OWNER, mock) == ""
    mocks.practice.remove(OWNER, mock.id)
    assert mocks.book.kept_code(OWNER, mock.id).text == ""


def test_without_a_sandbox_a_run_and_a_submission_say_so_and_nothing_is_lost(mocks: Mocks) -> None:
    mock = answered(mocks, begun(mocks))
    mock = asyncio.run(mocks.practice.run(OWNER, mock.id, WRONG))
    assert mock.trials[-1].message == "There is no sandbox here."
    assert mock.lines[-1].move is not Move.PROBE
    mock = submitted(mocks, mock, WRONG)
    assert mock.trials[-1].judged is not None
    assert mock.trials[-1].judged.verdict is Verdict.NOT_RUN
    assert "our side" in mock.lines[-1].text
    assert mocks.practice.editor.text(OWNER, mock) == WRONG


def test_code_is_refused_where_the_question_is_answered_in_words(time: Time) -> None:
    from tests.coach.rooms import room

    practice = room(MemoryStore(clock=time), time)
    mock = asyncio.run(practice.start(OWNER, MockRequest(minutes=20, seed=1)))
    with pytest.raises(BadInput, match="answered in words"):
        asyncio.run(practice.submit(OWNER, mock.id, WRONG))
    practice.editor.keep(OWNER, mock, "x = 1")
    assert practice.editor.text(OWNER, mock) == ""


def test_a_program_that_is_too_long_is_refused_and_the_mock_goes_on(mocks: Mocks) -> None:
    mock = begun(mocks)
    with pytest.raises(BadInput, match="Shorten it"):
        submitted(mocks, mock, "#" * 1_000_001)
    assert answered(mocks, mock).ended is None


@JAIL
def test_wrong_first_then_right_then_a_higher_bar(real: Mocks, time: Time) -> None:
    mock = answered(real, begun(real))
    mock = asyncio.run(real.practice.run(OWNER, mock.id, WRONG))
    run = mock.trials[-1]
    assert [(one.call, one.value, one.ok) for one in run.shown] == [("double([1, 2])", "[1, 2, 1, 2]", False)]
    assert not mock.waiting
    time.passes(30)
    mock = submitted(real, mock, WRONG)
    assert (mock.trials[-1].passed, mock.trials[-1].seconds) == (1, 30)
    assert mock.lines[-1].move is Move.PROBE
    assert "\u201ctwo\u201d" in mock.lines[-1].text
    mock = submitted(real, answered(real, mock, "It joins the lists, linear, and empty stays."), REFERENCE)
    assert mock.trials[-1].accepted
    assert mock.lines[-1].text.startswith(("All 2 checks", "That is green", "Everything holds"))
    assert mock.lines[-1].move is Move.RAISE


@JAIL
def test_own_calls_are_run_in_place_of_the_examples(real: Mocks) -> None:
    source, calls = REFERENCE + "print('hello')", "x = [3]\ndouble(x)\ndouble(7)"
    mock = asyncio.run(real.practice.run(OWNER, begun(real).id, source, calls))
    first, second = mock.trials[-1].shown
    assert (first.value, first.ok, first.error) == ("[6]", None, "")
    assert "TypeError" in second.error
    assert mock.trials[-1].printed.strip() == "hello"


@JAIL
def test_the_debrief_shows_what_the_runs_showed(real: Mocks) -> None:
    mock = submitted(real, answered(real, begun(real)), WRONG)
    mock = submitted(real, mock, REFERENCE)
    mock = asyncio.run(real.practice.end(OWNER, mock.id))
    mock = asyncio.run(real.debriefing.debrief(OWNER, mock.id))
    debrief = mock.debrief
    assert debrief is not None
    shown = debrief.questions[0]
    assert shown.code is not None
    assert (shown.code.number, shown.code.passed, shown.code.total) == (2, 2, 2)
    assert shown.code.common == ("Adds the list to itself.",)
    levels = {one.id: one.judgement.level for one in shown.criteria}
    assert levels == {
        "approach": None,
        "cost": None,
        "corner": None,
        "correctness": 3,
        "efficiency": None,
        "hygiene": None,
    }
    assert shown.card.score == pytest.approx(66.7, abs=0.1)
    assert any("fixed rules" in note for note in debrief.notes)
    assert not any("unused" in advice.text for advice in debrief.rounds[0].practise)


@JAIL
def test_what_stands_in_the_editor_counts_when_the_mock_ends(real: Mocks) -> None:
    mock = answered(real, begun(real))
    real.practice.editor.keep(OWNER, mock, REFERENCE)
    mock = asyncio.run(real.practice.end(OWNER, mock.id, "It is linear."))
    assert (mock.ended, mock.trials[-1].accepted, mock.trials[-1].unsent) == (EndReason.EARLY, True, True)
    assert mock.answers[-1].text == "It is linear."


@JAIL
@pytest.mark.parametrize("left", [STARTER, WRONG, f"\n{WRONG}\n"])
def test_a_starter_or_a_version_that_was_judged_is_not_judged_again(real: Mocks, left: str) -> None:
    mock = submitted(real, begun(real), WRONG)
    real.practice.editor.keep(OWNER, mock, left)
    mock = asyncio.run(real.practice.end(OWNER, mock.id))
    assert len(mock.trials) == 1


@JAIL
def test_two_submissions_at_once_are_taken_one_after_the_other(real: Mocks) -> None:
    mock = answered(real, begun(real))

    async def both() -> None:
        await asyncio.gather(*(real.practice.submit(OWNER, mock.id, code) for code in (WRONG, REFERENCE)))

    asyncio.run(both())
    moves = [said.by.speaker for said in real.practice.open(OWNER, mock.id).said[-4:]]
    assert moves == ["editor", "interviewer", "editor", "interviewer"]


@JAIL
def test_a_reply_that_was_lost_after_a_submission_is_given_when_one_comes_back(
    tmp_path: Path, time: Time, runner: Runner
) -> None:
    store = open_store(None, tmp_path, clock=time)
    mocks = coding_mocks(store, time, runner)
    mock = answered(mocks, begun(mocks))
    trial = asyncio.run(mocks.practice.editor.submit(OWNER, mock, WRONG))
    mocks.book.append(OWNER, mock.id, Tried(trial=trial))
    store.close()
    store = open_store(None, tmp_path, clock=time)
    mocks = coding_mocks(store, time, runner)
    assert mocks.practice.open(OWNER, mock.id).waiting
    back = asyncio.run(mocks.practice.come_back(OWNER, mock.id))
    assert back.lines[-1].move is Move.PROBE
    assert mocks.practice.editor.text(OWNER, back) == WRONG
    store.close()


def test_a_mock_without_a_word_and_without_code_has_nothing_to_judge(mocks: Mocks) -> None:
    mock = submitted(mocks, begun(mocks), WRONG)
    mock = asyncio.run(mocks.practice.end(OWNER, mock.id))
    mock = asyncio.run(mocks.debriefing.debrief(OWNER, mock.id))
    assert mock.debrief is not None
    states = {one.judgement.state for one in mock.debrief.questions[0].criteria}
    assert JudgedAs.SCORED not in states
    assert mock.debrief.score is None


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("", []),
        ("f(1)", [("f(1)", "")]),
        ("x = 2\nf(x)", [("f(x)", "x = 2")]),
        ("m.fit(1)\nm.predict(2)", [("m.fit(1)", ""), ("m.predict(2)", "m.fit(1)")]),
        ("print(1)\nf(2)", [("print(1)", ""), ("f(2)", "")]),
        ("for i in range(3):\n    m.step(i)\nm.loss", [("m.loss", "for i in range(3):\n    m.step(i)")]),
    ],
)
def test_own_calls_are_the_expressions_after_all_that_stands_before(
    text: str, calls: list[tuple[str, str]]
) -> None:
    assert [(one.call, one.setup) for one in own_calls(text)] == calls


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("f(", "not Python"),
        ("x = 1", "give no value"),
        ("f(1)\n" * (MOST_CALLS + 1), "at most"),
        ("(" * 5000, "not Python"),
        ("f(1)\0", "not Python"),
    ],
)
def test_own_calls_that_cannot_be_run_are_refused(text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        own_calls(text)


class Doubtful(WordListener):
    """Hears nothing where it is not told that an answer is one: it takes it for something else."""

    def heard(self, question, criteria, answer, *, kind, known=None):
        text = answer if known is Manner.SUBSTANTIVE else ""
        return super().heard(question, criteria, text, kind=kind, known=known)


def test_what_was_heard_in_the_room_is_heard_in_the_debrief(time: Time) -> None:
    mocks = coding_mocks(MemoryStore(clock=time), time, NoSandbox(), listener=Doubtful())
    mock = asyncio.run(mocks.practice.start(OWNER, MockRequest(minutes=20, seed=1)))
    mock = answered(mocks, mock, "The baseline was the old ranking.")
    assert mock.answers[0].heard == ("baseline",)
    mock = asyncio.run(mocks.practice.end(OWNER, mock.id))
    debrief = asyncio.run(mocks.debriefing.debrief(OWNER, mock.id)).debrief
    assert debrief is not None
    states = {one.id: one.judgement.state for one in debrief.questions[0].criteria}
    assert states["baseline"] is JudgedAs.COVERED


@JAIL
def test_what_stands_in_the_editor_counts_when_the_problem_is_passed_over(real: Mocks) -> None:
    mock = answered(real, begun(real))
    real.practice.editor.keep(OWNER, mock, REFERENCE)
    mock = answered(real, mock, "skip")
    trial = mock.trials[-1]
    assert (trial.accepted, trial.unsent, trial.seconds) == (True, True, 0)
    assert mock.ended is EndReason.FINISHED
    assert "checks" not in mock.lines[-1].text


@JAIL
def test_what_stands_in_the_editor_counts_when_the_last_answer_comes_too_late(
    real: Mocks, time: Time
) -> None:
    mock = answered(real, begun(real))
    real.practice.editor.keep(OWNER, mock, REFERENCE)
    time.passes(20 * 60 - 5)
    mock = answered(real, mock, "I would test it on nothing as well.")
    assert (mock.ended, mock.trials[-1].accepted) == (EndReason.TIME, True)
