"""What the interviewer does in a coding round, from the approach to a higher bar."""

import pytest

from rolecall.domain.coding_steps import probe_of
from rolecall.domain.interviewing import next_step
from rolecall.domain.judgements import Manner
from rolecall.domain.mock_events import Tried
from rolecall.domain.mocks import EndReason, Interviewer, InterviewerMove
from rolecall.domain.problems import Fault, Judged, Verdict
from rolecall.domain.trials import Trial
from tests.domain.code_sittings import (
    FAILED,
    QUESTIONS,
    RIGHT,
    SLOW,
    WRONG,
    case,
    sitting,
    tried,
)
from tests.domain.sittings import Sitting, left

Move = InterviewerMove


def step(told: Sitting, seconds: float = 1200):
    return next_step(told.state, QUESTIONS, left(seconds))


def test_an_approach_that_was_not_heard_is_asked_for_again_before_the_editor_is_handed_over() -> None:
    told = sitting().answers()
    assert (step(told).move, step(told).criterion) == (Move.FOLLOW_UP, "approach")
    told.asks("double", Move.FOLLOW_UP, "approach").answers()
    assert step(told).move is Move.CODE


@pytest.mark.parametrize(
    ("voice", "asked"), [(Interviewer.HURRIED, 0), (Interviewer.WARM, 1), (Interviewer.SCEPTICAL, 2)]
)
def test_voices_ask_more_or_less_about_the_plan(voice: Interviewer, asked: int) -> None:
    told = sitting(voice).answers("approach")
    for criterion in ("cost", "corner")[:asked]:
        assert (step(told).move, step(told).criterion) == (Move.FOLLOW_UP, criterion)
        told.asks("double", Move.FOLLOW_UP, criterion).answers()
    assert step(told).move is Move.CODE


def test_words_while_writing_are_answered_and_never_end_the_problem_at_once() -> None:
    told = sitting().answers("approach").asks("double", Move.CODE)
    for _ in range(7):
        assert step(told.answers(text="Let me try.")).move is Move.CODE
        told.asks("double", Move.CODE)
    assert step(told.answers()).move is Move.WRAP_UP


def test_a_run_asks_for_no_reply_and_a_submission_does() -> None:
    told = sitting().answers("approach").asks("double", Move.CODE)
    assert not told.happens(tried(None)).state.waiting
    assert told.happens(WRONG).state.waiting
    assert not told.asks("double", Move.PROBE).state.waiting
    assert told.asks("double", Move.PROBE).answers().happens(tried(None)).state.waiting


@pytest.mark.parametrize(
    ("event", "about"),
    [
        (WRONG, "value"),
        (SLOW, "slow"),
        (tried(Verdict.RUNTIME_ERROR, case("two"), case("none", Fault.ERROR)), "error"),
        (tried(Verdict.RUNTIME_ERROR, case("two", Fault.ERROR)), "runtime_error"),
        (tried(Verdict.TIME_LIMIT, case("two", Fault.ERROR)), "time_limit"),
        (tried(Verdict.MEMORY_LIMIT, case("two")), "memory_limit"),
        (tried(Verdict.FORBIDDEN, case("two", Fault.ERROR)), "forbidden"),
        # A wrong value says more than slowness elsewhere.
        (tried(Verdict.WRONG_ANSWER, case("a", Fault.SLOW, 9), case("b", Fault.VALUE)), "value"),
    ],
)
def test_a_submission_that_fails_is_asked_about(event: Tried, about: str) -> None:
    probing = step(sitting().answers("approach").happens(event))
    assert (probing.move, probing.about) == (Move.PROBE, about)
    assert probe_of(event.trial) == about


def test_a_sandbox_that_fails_is_no_failure_of_the_candidate() -> None:
    said = step(sitting().happens(FAILED))
    assert (said.move, said.about) == (Move.CODE, Verdict.NOT_RUN)


def test_after_four_questions_submissions_are_only_counted() -> None:
    told = sitting().answers("approach")
    for _ in range(4):
        assert step(told.happens(WRONG)).move is Move.PROBE
        told.asks("double", Move.PROBE)
    assert (step(told.happens(WRONG)).move, step(told).about) == (Move.CODE, "value")


def test_when_all_is_green_one_open_point_is_explained_and_then_the_bar_is_raised() -> None:
    told = sitting().answers("approach").happens(RIGHT)
    assert (step(told).move, step(told).criterion) == (Move.FOLLOW_UP, "cost")
    told.asks("double", Move.FOLLOW_UP, "cost").answers()
    for number in (1, 2):
        assert (step(told).move, step(told).raised) == (Move.RAISE, number)
        told.asks("double", Move.RAISE).answers()
    assert step(told).move is Move.WRAP_UP


def test_a_submission_before_any_word_is_taken_as_it_is() -> None:
    told = sitting().happens(RIGHT)
    assert (step(told).move, step(told).criterion) == (Move.FOLLOW_UP, "approach")


def test_the_next_problem_comes_when_the_first_is_done_or_passed_over() -> None:
    passed = sitting(Interviewer.NEUTRAL, "double", "other").answers(manner=Manner.SKIPS)
    assert (step(passed).move, step(passed).question) == (Move.ASK, "other")
    done = sitting(Interviewer.HURRIED, "double", "other").answers("approach", "cost", "corner")
    done.happens(RIGHT).asks("double", Move.RAISE).answers()
    assert (step(done).move, step(done).question) == (Move.ASK, "other")


def test_hints_and_hostility_are_met_as_in_other_rounds() -> None:
    assert step(sitting().answers(manner=Manner.ASKS_FOR_HINT)).move is Move.HINT
    assert step(sitting().answers(manner=Manner.EMPTY)).move is Move.REDIRECT
    told = sitting()
    for _ in range(3):
        told.answers(manner=Manner.HOSTILE).asks("double", Move.REDIRECT)
    assert step(told).ending is EndReason.EARLY


def test_nothing_new_is_asked_in_the_last_seconds() -> None:
    told = sitting().answers("approach").happens(RIGHT)
    assert (step(told, 40).move, step(told, 10).ending) == (Move.WRAP_UP, EndReason.TIME)


def test_the_time_of_a_submission_is_the_time_since_the_candidate_was_given_the_word() -> None:
    told = sitting().waits(10).happens(tried(None)).pauses(60).waits(5)
    assert told.state.word_from == 0.0
    told.happens(WRONG).asks("double", Move.PROBE)
    assert told.state.word_from == 15.0


def test_of_several_submissions_the_best_counts_and_of_equal_ones_the_last() -> None:
    from rolecall.domain.trials import best

    def one(source: str, *cases: object, verdict: Verdict = Verdict.WRONG_ANSWER) -> Trial:
        judged = Judged(problem="p", verdict=verdict, cases=cases)
        return Trial(question="p", source=source, submitted=True, judged=judged)

    bad, good = one("a", case("x", Fault.VALUE)), one("b", case("x"), case("y", Fault.VALUE))
    same, slow = one("c", case("x"), case("y", Fault.VALUE)), one("d", case("x"), case("y", Fault.SLOW, 9))
    failed = one("e", verdict=Verdict.NOT_RUN)
    assert best((bad, good, same, failed)) is same
    assert best((slow, good)) is slow
    assert best((failed,)) is None
