"""What the Practise page shows of a mock, as pure functions from values to HTML."""

import re

import pytest

from rolecall.coach.mock_book import MockSummary
from rolecall.domain.clock import Clock
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import (
    Answer,
    EndReason,
    InterviewerMove,
    Line,
    MockPlan,
    MockRequest,
    MockState,
    Mode,
    PlannedRound,
    Said,
)
from rolecall.domain.problems import CaseResult, Judged, Verdict
from rolecall.domain.trials import Trial
from rolecall.web import picking, room
from rolecall.wiring import practice_knowledge

QUESTIONS = {one.id: one for one in practice_knowledge().bank.questions}
QUESTION = practice_knowledge().bank.of_kind(RoundKind.PROBLEM_FRAMING)[0]
ASKED = Line(move=InterviewerMove.ASK, text=f"Hello. {QUESTION.text}", question=QUESTION.id)
FOLLOWED = Line(
    move=InterviewerMove.FOLLOW_UP,
    text=f"I follow. {QUESTION.criteria[0].follow_up}",
    question=QUESTION.id,
    criterion=QUESTION.criteria[0].id,
    feedback="Heard: <b>three</b> splits.",
)
HINTED = Line(move=InterviewerMove.HINT, text="A hint: who pays?", question=QUESTION.id)
ANSWERED = Answer(text="Three <i>splits</i>\nin time.", question=QUESTION.id)


def mock(*said: Line | Answer | Trial, rounds: int = 1, **changes: object) -> MockState:
    planned = tuple(
        PlannedRound(kind=kind, minutes=10, questions=(QUESTION.id,))
        for kind in (RoundKind.PROBLEM_FRAMING, RoundKind.ML_SYSTEMS, RoundKind.QUICKFIRE)[:rounds]
    )
    request = MockRequest(what="problem_framing", mode=Mode.COACHED)
    plan = MockPlan(request=request, rounds=planned, title='Problem "framing" <1>')
    state = MockState(id="m1", plan=plan, started_at="t", said=tuple(Said(at="t", by=one) for one in said))
    return state.model_copy(update=changes)


def at(left: float = 500.0, *, paused: bool = False) -> Clock:
    return Clock(total=600, elapsed=600 - left, left=left, round_left=left, paused=paused, over=left <= 0)


def summary(**changes: object) -> MockSummary:
    made = MockSummary(
        id="m1",
        title="Mock loop for <Northlight>",
        started_at="2026-11-23T07:30:00.000+00:00",
        updated_at="2026-11-23T07:50:00.000+00:00",
        ended=EndReason.TIME,
        answers=4,
        minutes=20,
        debriefed=True,
        coverage=0.62,
        score=None,
    )
    return made.model_copy(update=changes)


def test_the_question_now_stands_apart_from_what_leads_to_it() -> None:
    shown = room.question_now(mock(ASKED), at(), QUESTIONS)
    assert '<p class="lead">Hello.</p>' in shown
    assert re.search(r'id="mock-question">([^<]*)<', shown)[1].endswith("?")  # type: ignore[index]
    assert "<details" not in shown


def test_a_hint_stands_beside_the_question_and_does_not_replace_it() -> None:
    shown = room.question_now(mock(ASKED, ANSWERED, FOLLOWED, HINTED), at(), QUESTIONS)
    assert "A hint: who pays?" in shown
    assert shown.index("mock-question") < shown.index("A hint")
    assert "The question this belongs to" in shown


def test_the_conversation_so_far_leaves_the_question_now_out_and_puts_feedback_in_the_margin() -> None:
    shown = room.so_far(mock(ASKED, ANSWERED, FOLLOWED))
    assert shown.count("<li") == 2
    assert "Three &lt;i&gt;splits&lt;/i&gt;\nin time." in shown
    assert "Heard: &lt;b&gt;three&lt;/b&gt; splits." in shown
    assert "I follow" not in shown
    assert "I follow" in room.so_far(mock(ASKED, ANSWERED, FOLLOWED), whole=True)


def test_a_reply_that_is_missing_can_be_asked_for() -> None:
    assert "Get the reply" in room.question_now(mock(ASKED, ANSWERED), at(), QUESTIONS)


@pytest.mark.parametrize(("away", "words"), [(True, room.AWAY), (False, "Paused; the clock stands.")])
def test_a_clock_that_stands_says_why(away: bool, words: str) -> None:
    assert words in room.question_now(mock(ASKED), at(paused=True), QUESTIONS, away=away)
    assert words not in room.question_now(mock(ASKED), at(), QUESTIONS, away=away)


def test_each_hint_names_what_all_hints_would_cost_until_there_is_none() -> None:
    said: list[Line] = [ASKED]
    words = []
    for _ in range(4):
        words.append(room.next_hint(mock(*said), QUESTIONS))
        said.append(HINTED)
    assert words == [
        "Hint, 5 points",
        "Another hint, 10 points in all",
        "Another hint, 15 points in all",
        "",
    ]


def test_the_head_names_the_round_of_a_loop_and_escapes_the_title() -> None:
    line = ASKED.model_copy(update={"round": 1})
    shown = room.top(mock(line, rounds=3), at(), "Warm")
    assert "Warm interviewer, coached. Round 2 of 3: ML systems" in shown
    assert "Problem &quot;framing&quot; &lt;1&gt;" in shown
    assert "<b>8:20</b>" in shown
    assert "Round" not in room.top(mock(ASKED), at(), "Warm")


def test_the_first_question_of_a_round_tells_why_the_loop_holds_it() -> None:
    why = "About 30% of a loop for <work> like this role's."
    loop = mock(ASKED, rounds=2)
    first, second = loop.planned.rounds
    plan = loop.planned.model_copy(update={"rounds": (first.model_copy(update={"why": why}), second)})
    begun = loop.model_copy(update={"plan": plan})
    shown = room.question_now(begun, at(), QUESTIONS)
    assert "Problem framing. About 30% of a loop for &lt;work&gt; like this role&#x27;s." in shown
    assert "About 30" not in room.question_now(begun, at(), QUESTIONS, hide=True)
    said = (*begun.said, Said(at="t", by=ANSWERED), Said(at="t", by=FOLLOWED))
    assert "About 30" not in room.question_now(begun.model_copy(update={"said": said}), at(), QUESTIONS)
    assert "why" not in room.question_now(mock(ASKED), at(), QUESTIONS)


def test_without_a_role_the_form_says_what_one_would_change() -> None:
    voices = practice_knowledge().voices.voices
    assert 'href="?view=coach"' in picking.rest((), voices)
    assert 'name="role"' not in picking.rest((), voices)


def test_the_mark_carries_the_draft_as_text() -> None:
    shown = room.mark(mock(ASKED), at(), QUESTIONS, beat="3", draft='a "b"\n<c>', warning=120)
    assert 'data-draft="a &quot;b&quot;\n&lt;c&gt;"' in shown
    assert 'data-view="room"' in shown
    assert 'data-warning="Two minutes left."' in shown
    ended = room.mark(mock(ASKED, ended=EndReason.TIME), at(0), QUESTIONS, beat="4")
    assert 'data-view="debrief"' in ended
    assert 'data-hint=""' in ended


@pytest.mark.parametrize(("seconds", "face"), [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (1234, "20:34")])
def test_the_clock_face_counts_minutes_and_seconds(seconds: float, face: str) -> None:
    assert room.clock_face(seconds) == face


def test_the_form_offers_what_can_be_practised_and_everyone_who_asks() -> None:
    whole = picking.rounds() + picking.rest((), practice_knowledge().voices.voices)
    assert set(re.findall(r'name="what" value="(\w+)"', whole)) == {
        "research_deep_dive",
        "problem_framing",
        "reproducibility",
        "coding",
        "ml_systems",
        "quickfire",
        "behavioural",
        "loop",
    }
    assert set(re.findall(r'name="interviewer" value="(\w+)"', whole)) == {
        "warm",
        "neutral",
        "sceptical",
        "hurried",
    }
    assert "Reviewer two." in whole
    assert 'name="role"' not in whole
    for name in ("what", "interviewer", "minutes", "mode"):
        assert len(re.findall(rf'name="{name}"[^>]* checked', whole)) == 1, name


def test_every_default_of_minutes_can_be_picked() -> None:
    assert {kind.minutes for kind in picking.KINDS} <= set(picking.MINUTES)


def test_a_past_mock_shows_its_day_and_result_and_no_number_where_none_is_wanted() -> None:
    assert "2026-11-23, 20 min, to the end of its time, 62 % heard" in picking.past([summary()], numbers=True)
    assert "score 71" in picking.past([summary(score=70.6)], numbers=True)
    hidden = picking.past([summary(score=70.6)], numbers=False)
    assert "71" not in hidden
    assert "62 %" not in hidden
    assert "Mock loop for &lt;Northlight&gt;" in hidden


def test_a_mock_that_was_left_offers_its_transcript_not_a_debrief() -> None:
    shown = picking.past([summary(ended=EndReason.ABORTED, debriefed=False)], numbers=True)
    assert "Open the transcript" in shown
    assert "Open the debrief" not in shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "less than a minute left"), (70, "1 minute left"), (1190, "20 minutes left")],
)
def test_the_time_left_is_told_as_people_say_it(seconds: float, words: str) -> None:
    mock_on = summary(ended=None, debriefed=False, coverage=None)
    assert words in picking.unfinished([(mock_on, seconds)])


def submission(passed: int, of: int) -> Trial:
    cases = tuple(CaseResult(name=f"c{at}", ok=at < passed) for at in range(of))
    judged = Judged(problem="q", verdict=Verdict.WRONG_ANSWER, cases=cases)
    return Trial(question=QUESTION.id, source=f"x = {passed}  # <b>", submitted=True, judged=judged)


RUN = Trial(question=QUESTION.id, source="x = 0")


def test_submissions_stand_in_the_conversation_with_their_code_and_runs_are_counted() -> None:
    shown = room.so_far(mock(ASKED, ANSWERED, FOLLOWED, RUN, RUN, submission(9, 12), FOLLOWED, RUN))
    assert "You ran your code 2 times." in shown
    assert "Submission 1: 9 of 12 checks hold." in shown
    assert "x = 9  # &lt;b&gt;" in shown
    assert shown.count("Interviewer:") == 2
    whole = room.so_far(mock(ASKED, RUN, submission(9, 12), FOLLOWED, RUN), whole=True)
    assert whole.count("You ran your code once.") == 2


def test_after_a_submission_the_question_is_the_reply_to_it() -> None:
    replied = ASKED.model_copy(update={"text": "Why is c9 wrong?", "move": InterviewerMove.PROBE})
    state = mock(ASKED, submission(9, 12), replied, RUN)
    assert "Why is c9 wrong?" in room.question_now(state, at(), QUESTIONS)
    assert "Why is c9 wrong?" not in room.so_far(state)


def test_the_mark_tells_the_problem_and_the_code_to_the_letter() -> None:
    source = 'a = "<b>"\n\tb = \u202e1'
    shown = room.mark(mock(ASKED), at(), QUESTIONS, beat="3", answers="run", problem="q", code=source)
    assert 'data-answers="run"' in shown
    assert 'data-problem="q" data-coding="yes"' in shown
    assert 'data-code="a = &quot;&lt;b&gt;&quot;\n\tb = \u202e1"' in shown
    assert "data-code" not in room.mark(mock(ASKED), at(), QUESTIONS, beat="4")


def test_problems_are_offered_by_kind_and_those_left_out_are_named_with_what_is_missing() -> None:
    known = practice_knowledge().coding
    some = dict(list(known.problems.items())[:3])
    coding = known.model_copy(update={"problems": some, "left_out": {"a": "torch", "b": "torch", "c": "jax"}})
    shown = picking.problems(coding)
    assert re.findall(r'name="problem" value="([\w-]*)"', shown)[0] == ""
    assert all(f'value="{name}"' in shown for name in some)
    assert "2 problems are left out, as they need torch, which is not installed: a, b." in shown
    assert "1 problem is left out, as it needs jax" in shown
    assert "left out" not in picking.problems(coding.model_copy(update={"left_out": {}}))
