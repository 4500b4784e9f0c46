"""What the interviewer does next in a coding round: the plan, the code, what its runs show, a higher bar."""

from rolecall.domain.clock import Clock
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import Interviewer, InterviewerMove, MockState
from rolecall.domain.problems import Fault, Verdict
from rolecall.domain.steps import Step, unheard
from rolecall.domain.trials import Trial

_ON_THE_PLAN = {
    Interviewer.WARM: 1,
    Interviewer.NEUTRAL: 1,
    Interviewer.SCEPTICAL: 2,
    Interviewer.HURRIED: 0,
}
"""Follow-ups on the approach before the editor is handed over."""
_EXPLAINING = 1
"""Follow-ups on what was not heard yet, once all is green."""
_RAISES = {
    Interviewer.WARM: 1,
    Interviewer.NEUTRAL: 2,
    Interviewer.SCEPTICAL: 3,
    Interviewer.HURRIED: 1,
}
"""Times the bar is raised while there is another problem to go on to."""
_MOST_PROBES = 4
"""Questions about failed submissions to one problem; later ones are only counted."""
_MOST_TALK = 8
"""Words while writing without a submission, before the interviewer goes on."""
_ENOUGH = 45.0
"""Seconds of the round below which nothing new is asked about a problem."""


def coding_step(state: MockState, question: InterviewQuestion, at: Clock) -> Step | None:
    """The step after the candidate's last word on a problem; None to go on to what follows."""
    last = state.last_word
    if isinstance(last, Trial):
        return _after_submission(state, question, last, at)
    if state.answers[-1].manner is Manner.SKIPS:
        return None
    if any(trial.accepted for trial in state.submissions(question.id)):
        return _when_green(state, question, at)
    if _times(state, question, InterviewerMove.CODE) == 0 and not state.trials_of(question.id):
        return _on_the_plan(state, question)
    if _talk_since(state, question) >= _MOST_TALK:
        return None
    return _step(state, question, InterviewerMove.CODE)


def _on_the_plan(state: MockState, question: InterviewQuestion) -> Step:
    """One or two questions about the approach, then the editor."""
    followed = _times(state, question, InterviewerMove.FOLLOW_UP)
    wanted = unheard(state, question)
    # An approach that was not heard at all is asked for again; the rest can wait for the code.
    core = [one for one in wanted if one.id == question.criteria[0].id]
    asked = core or wanted
    if asked and followed < _ON_THE_PLAN[state.request.interviewer]:
        return _step(state, question, InterviewerMove.FOLLOW_UP, criterion=asked[0].id)
    return _step(state, question, InterviewerMove.CODE)


def _after_submission(state: MockState, question: InterviewQuestion, trial: Trial, at: Clock) -> Step | None:
    if trial.accepted:
        return _when_green(state, question, at)
    probed = _times(state, question, InterviewerMove.PROBE)
    about = probe_of(trial)
    if about and probed < _MOST_PROBES:
        return _step(state, question, InterviewerMove.PROBE, about=about)
    return _step(state, question, InterviewerMove.CODE, about=about or Verdict.NOT_RUN)


def _when_green(state: MockState, question: InterviewQuestion, at: Clock) -> Step | None:
    """What was not explained yet, then the next constraint, while there is time."""
    if at.round_left < _ENOUGH:
        return None
    since = _since_green(state, question)
    explained = sum(line_move is InterviewerMove.FOLLOW_UP for line_move in since)
    wanted = unheard(state, question)
    if wanted and explained < _EXPLAINING:
        return _step(state, question, InterviewerMove.FOLLOW_UP, criterion=wanted[0].id)
    raised = _times(state, question, InterviewerMove.RAISE)
    if raised < min(_RAISES[state.request.interviewer], len(question.raises)):
        return _step(state, question, InterviewerMove.RAISE, raised=raised + 1)
    return None


def probe_of(trial: Trial) -> str:
    """What a submission that is not accepted shows: a key of the probes; empty where the sandbox failed."""
    if not trial.counts or trial.judged is None:
        return ""
    failing = trial.failing
    whole = (Verdict.FORBIDDEN, Verdict.MEMORY_LIMIT)
    if trial.judged.verdict in whole or failing is None:
        return str(trial.judged.verdict) if trial.judged.verdict is not Verdict.WRONG_ANSWER else "value"
    if failing.fault is Fault.SLOW:
        return "slow"
    if trial.judged.verdict is Verdict.TIME_LIMIT:
        return "time_limit"
    if trial.judged.verdict is Verdict.RUNTIME_ERROR and not trial.passed:
        return "runtime_error"
    return "error" if failing.fault is Fault.ERROR else "value"


def _talk_since(state: MockState, question: InterviewQuestion) -> int:
    """Answers since the last submission, or since the editor was handed over."""
    count, begun = 0, False
    for said in state.said:
        if said.by.question != question.id:
            continue
        if isinstance(said.by, Trial):
            count, begun = (0, True) if said.by.submitted else (count, begun)
        elif said.by.speaker == "candidate":
            count += begun
        else:
            begun = begun or said.by.move is InterviewerMove.CODE
    return count


def _since_green(state: MockState, question: InterviewQuestion) -> list[InterviewerMove]:
    """Moves on the problem since it was first accepted."""
    moves: list[InterviewerMove] = []
    green = False
    for said in state.said:
        if isinstance(said.by, Trial):
            green = green or (said.by.question == question.id and said.by.accepted)
        elif green and said.by.speaker == "interviewer" and said.by.question == question.id:
            moves.append(said.by.move)
    return moves


def _times(state: MockState, question: InterviewQuestion, move: InterviewerMove) -> int:
    return sum(line.move is move for line in state.lines_about(question.id))


def _step(
    state: MockState,
    question: InterviewQuestion,
    move: InterviewerMove,
    *,
    criterion: str = "",
    about: str = "",
    raised: int = 0,
) -> Step:
    submitted = isinstance(state.last_word, Trial)
    return Step(
        move=move,
        round=state.lines[-1].round,
        question=question.id,
        criterion=criterion,
        about=about,
        raised=raised,
        heard=not submitted and bool(state.answers and state.answers[-1].heard),
    )
