"""Decides in plain code what the interviewer does next; words come later."""

from collections.abc import Mapping

from rolecall.domain.clock import LAST_WORD, Clock
from rolecall.domain.coding_steps import coding_step
from rolecall.domain.interviews import Criterion, InterviewQuestion, RoundKind
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import (
    DRIFT_QUESTION,
    Answer,
    EndReason,
    Interviewer,
    InterviewerMove,
    Line,
    MockState,
    Mode,
)
from rolecall.domain.steps import Step, unheard

Questions = Mapping[str, InterviewQuestion]
"""Every question a mock may ask, by id."""

FOLLOW_UPS = {
    Interviewer.WARM: 2,
    Interviewer.NEUTRAL: 2,
    Interviewer.SCEPTICAL: 3,
    Interviewer.HURRIED: 1,
}
"""Follow-ups a question gets at most while there is another one to ask."""
REDIRECTS = 2
"""Times an answer that is none is sent back before the interviewer goes on."""
MOST_TRIVIA = 3
HOSTILITIES = 3
"""After so many hostile answers the interviewer ends, politely."""
_OVERTIME = 1.2
"""A question may take this much of its minutes before the interviewer moves on."""
_WORTH_ASKING = 0.35
"""Share of a question's minutes that must be left for it to be asked at all."""
_WORTH_A_FOLLOW_UP = 30.0
_WENT_WELL = 0.6
"""Coverage of a question from which the next one may be harder."""
_BEFORE_DRIFT = 2
"""Answers to research questions before the interview slides into trivia."""
_NO_ANSWER = {
    Manner.EMPTY,
    Manner.GIBBERISH,
    Manner.TOO_SHORT,
    Manner.OFF_TOPIC,
    Manner.COPIED_QUESTION,
    Manner.PASTED_SAMPLE,
    Manner.REPEATED,
    Manner.OTHER_LANGUAGE,
    Manner.ASKS_FOR_ANSWER,
    Manner.HOSTILE,
    Manner.COMMANDS_JUDGE,
}
_WISHES = {Manner.ASKS_FOR_HINT, Manner.ASKS_TO_REPEAT, Manner.SKIPS}
REDIRECTED = frozenset(_NO_ANSWER | _WISHES - {Manner.SKIPS})
"""Manners that a redirect may have to answer."""


def next_step(state: MockState, questions: Questions, at: Clock) -> Step:
    """The step after the candidate's last answer, or the opening where nothing was said yet."""
    if not state.lines:
        return Step(move=InterviewerMove.ASK, question=state.planned.rounds[0].questions[0], opening=True)
    last = state.last_word
    if last is None or at.left < LAST_WORD:
        return _wrap_up(state, EndReason.TIME if at.left < LAST_WORD else EndReason.FINISHED)
    if questions[last.question].kind is RoundKind.CODING:
        return _on_problem(state, questions[last.question], questions, at)
    answer = state.answers[-1]
    if answer.question == DRIFT_QUESTION:
        return _wrap_up(state, EndReason.FINISHED)
    if answer.question in state.planned.trivia and state.request.drift:
        return _in_drift(state, answer, questions, at)
    return _on_question(state, answer, questions, at)


def refused(state: MockState, question_id: str) -> bool:
    """True where a hint was refused for a question already, or can never be asked for."""
    return question_id == DRIFT_QUESTION or bool(_times(state, question_id, InterviewerMove.NO_HINT))


def hint_step(state: MockState, question: InterviewQuestion) -> Step:
    """What a wish for a hint brings: the next one, or a refusal in realistic mode or where none is left."""
    given = hints_given(state, question.id)
    allowed = state.request.mode is Mode.COACHED and given < len(question.hints)
    return Step(
        move=InterviewerMove.HINT if allowed else InterviewerMove.NO_HINT,
        round=state.lines[-1].round,
        question=question.id,
        hint=given + 1 if allowed else 0,
    )


def hints_given(state: MockState, question_id: str) -> int:
    return sum(line.move is InterviewerMove.HINT for line in state.lines_about(question_id))


def _on_question(state: MockState, answer: Answer, questions: Questions, at: Clock) -> Step:
    question = questions[answer.question]
    if answer.manner in _NO_ANSWER or answer.manner in _WISHES:
        return _without_answer(state, answer, question) or _onward(state, questions, at, heard=False)
    heard = bool(answer.heard)
    if _drift_is_due(state):
        return _drift(state, state.planned.trivia[0], heard=heard)
    wanted = unheard(state, question)
    followed = _times(state, question.id, InterviewerMove.FOLLOW_UP)
    spent = sum(one.seconds for one in state.answers_to(question.id))
    budget = min(1, _budget(state)) if question.kind is RoundKind.QUICKFIRE else _budget(state)
    if wanted and followed < budget and spent < question.minutes * 60 * _OVERTIME and at.round_left > 0:
        return _follow_up(state, question, wanted[0], heard=heard)
    return _onward(state, questions, at, heard=heard)


def _on_problem(state: MockState, question: InterviewQuestion, questions: Questions, at: Clock) -> Step:
    answer = state.last_word
    if isinstance(answer, Answer) and answer.manner in (_NO_ANSWER | _WISHES):
        aside = _without_answer(state, answer, question)
        if aside is not None:
            return aside
    return coding_step(state, question, at) or _onward(state, questions, at, heard=False)


def _without_answer(state: MockState, answer: Answer, question: InterviewQuestion) -> Step | None:
    """What an answer brings that is none: help that was wished for, or a way back; None to go on."""
    here = state.lines[-1].round
    if answer.manner is Manner.ASKS_FOR_HINT:
        step = hint_step(state, question)
        # Refused once a question; whoever goes on asking is sent back like anyone without an answer.
        if step.move is InterviewerMove.HINT or not refused(state, question.id):
            return step
    if answer.manner is Manner.ASKS_TO_REPEAT and not _times(state, question.id, InterviewerMove.RESTATE):
        return Step(move=InterviewerMove.RESTATE, round=here, question=question.id)
    if sum(one.manner is Manner.HOSTILE for one in state.answers) >= HOSTILITIES:
        return _wrap_up(state, EndReason.EARLY)
    sent_back = _times(state, question.id, InterviewerMove.REDIRECT)
    if answer.manner is Manner.SKIPS or sent_back >= REDIRECTS:
        return None
    wanted = unheard(state, question)
    return Step(
        move=InterviewerMove.REDIRECT,
        round=here,
        question=question.id,
        criterion=wanted[0].id if sent_back and wanted else "",
        manner=answer.manner,
    )


def _onward(state: MockState, questions: Questions, at: Clock, *, heard: bool) -> Step:
    """The next question; where there is no time for one, more of this one; then the next round or the end."""
    here = state.lines[-1].round
    following = _next_question(state, here, questions, at.round_left)
    if following is not None and at.round_left >= following.minutes * 60 * _WORTH_ASKING:
        return Step(move=InterviewerMove.ASK, round=here, question=following.id, heard=heard)
    more = _more_of_it(state, questions) if at.round_left > _WORTH_A_FOLLOW_UP else None
    if more is not None:
        return more.model_copy(update={"heard": heard})
    if here + 1 < len(state.planned.rounds):
        first = _next_question(state, here + 1, questions, 0.0)
        if first is not None:
            return Step(
                move=InterviewerMove.ASK, round=here + 1, question=first.id, heard=heard, new_round=True
            )
    if state.request.drift and not any(line.move is InterviewerMove.INVITE for line in state.lines):
        return Step(move=InterviewerMove.INVITE, round=here, question=DRIFT_QUESTION, heard=heard)
    return _wrap_up(state, EndReason.FINISHED)


def _more_of_it(state: MockState, questions: Questions) -> Step | None:
    """What the question that was just answered still leaves to ask; a problem has its own follow-ups."""
    answer = state.last_word
    if not isinstance(answer, Answer) or answer.manner is not Manner.SUBSTANTIVE:
        return None
    question = questions.get(answer.question)
    if question is None or question.kind is RoundKind.CODING:
        return None
    wanted = unheard(state, question)
    return _follow_up(state, question, wanted[0], heard=False) if wanted else None


def _in_drift(state: MockState, answer: Answer, questions: Questions, at: Clock) -> Step:
    """Trivia goes on until it is steered away from, or long enough; two interviewers push once more."""
    if answer.manner in _WISHES:
        wished = _without_answer(state, answer, questions[answer.question])
        if wished is not None and wished.move is not InterviewerMove.REDIRECT:
            return wished
    asked = [line for line in state.lines if line.move is InterviewerMove.DRIFT]
    steered = sum(one.manner is Manner.STEERS for one in state.answers)
    pushes = state.request.interviewer in (Interviewer.SCEPTICAL, Interviewer.HURRIED)
    left = state.planned.trivia[len(asked) :]
    given_way = steered > (1 if pushes else 0)
    if left and len(asked) < MOST_TRIVIA and not given_way:
        return _drift(state, left[0], pushing=answer.manner is Manner.STEERS, heard=bool(answer.heard))
    before = [one for one in state.answers if one.question not in state.planned.trivia]
    question = questions[before[-1].question]
    wanted = unheard(state, question)
    if wanted:
        step = _follow_up(state, question, wanted[0], heard=False)
    else:
        step = _onward(state, questions, at, heard=False)
    return step.model_copy(update={"returning": True})


def _drift_is_due(state: MockState) -> bool:
    if not state.request.drift or not state.planned.trivia:
        return False
    begun = any(line.move is InterviewerMove.DRIFT for line in state.lines)
    return not begun and len(state.answers) >= _BEFORE_DRIFT


def _drift(state: MockState, trivia: str, *, heard: bool, pushing: bool = False) -> Step:
    here = state.lines[-1].round
    return Step(move=InterviewerMove.DRIFT, round=here, question=trivia, heard=heard, pushing=pushing)


def _follow_up(state: MockState, question: InterviewQuestion, wanted: Criterion, *, heard: bool) -> Step:
    return Step(
        move=InterviewerMove.FOLLOW_UP,
        round=state.lines[-1].round,
        question=question.id,
        criterion=wanted.id,
        heard=heard,
    )


def _wrap_up(state: MockState, ending: EndReason) -> Step:
    return Step(move=InterviewerMove.WRAP_UP, round=state.lines[-1].round, ending=ending)


def _next_question(
    state: MockState, round_index: int, questions: Questions, seconds: float
) -> InterviewQuestion | None:
    """Of what the round may still ask: never easier than the last, a harder one where that one went well.

    A level is skipped only where what lies above it can fill the seconds that are left.
    """
    planned = state.planned.rounds[round_index].questions
    asked = state.asked
    left = [questions[name] for name in planned if name not in asked]
    before = [name for name in asked if name in planned]
    if not before:
        return left[0] if left else None
    last = questions[before[-1]]
    answers = state.answers_to(last.id)
    went_well = bool(answers) and answers[-1].coverage >= _WENT_WELL
    if last.kind is RoundKind.CODING:
        went_well = any(trial.accepted for trial in state.submissions(last.id))
    rising = sorted(
        (one for one in left if one.difficulty >= last.difficulty), key=lambda one: one.difficulty
    )
    harder = [one for one in rising if one.difficulty > last.difficulty]
    if went_well and sum(one.minutes for one in harder) * 60 >= seconds > 0:
        rising = harder
    return rising[0] if rising else None


def _budget(state: MockState) -> int:
    return FOLLOW_UPS[state.request.interviewer]


def _times(state: MockState, question_id: str, move: InterviewerMove) -> int:
    return sum(line.move is move for line in state.lines_about(question_id))


def last_question(lines: tuple[Line, ...]) -> str:
    """Id of the question an answer now would belong to."""
    return next((line.question for line in reversed(lines) if line.question), "")
