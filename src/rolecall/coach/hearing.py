"""What was heard in an answer during a mock: by the built-in judge, so that a turn takes milliseconds."""

from collections.abc import Mapping, Sequence

from rolecall.coach.judging import Judge
from rolecall.domain.feedback import feedback
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Manner
from rolecall.domain.mocks import Answer, InterviewerMove, MockState
from rolecall.domain.steps import Step
from rolecall.domain.voices import echo

_OWN_STORY = (RoundKind.RESEARCH_DEEP_DIVE, RoundKind.BEHAVIOURAL)
"""Rounds about the candidate's own work."""
_STAYING = (
    *(InterviewerMove.FOLLOW_UP, InterviewerMove.REDIRECT, InterviewerMove.HINT),
    *(InterviewerMove.CODE, InterviewerMove.PROBE, InterviewerMove.RAISE),
)
"""After these the interviewer is still on the question."""
_FEW_SENTENCES = 60
"""Words below which being off topic is not held against an answer there."""


def hear(judge: Judge, state: MockState, question: InterviewQuestion, text: str) -> Answer:
    """An answer with its manner and what it added to what was heard before."""
    earlier = [answer.text for answer in state.answers]
    manner = judge.manner(question, text, earlier, writing=_is_writing(state, question))
    forgiven = manner is Manner.OFF_TOPIC and _may_be_theirs(state, question, text)
    manner = Manner.SUBSTANTIVE if forgiven else manner
    answer = Answer(text=text, question=question.id, round=state.lines[-1].round, manner=manner)
    if forgiven or manner is not Manner.SUBSTANTIVE:
        # What is forgiven is not credited either: beside earlier answers anything would pass for one of them.
        return answer.model_copy(update={"coverage": _share(question, state.heard(question.id))})
    judged = judge.listen(question, [*_texts(state, question.id), text], known=manner)
    return answer.model_copy(update=_added(judged, state, question, text))


def _is_writing(state: MockState, question: InterviewQuestion) -> bool:
    """True where the editor was handed over, or code was tried: what is said then is a remark."""
    begun = any(line.move is InterviewerMove.CODE for line in state.lines_about(question.id))
    return question.kind is RoundKind.CODING and (begun or bool(state.trials_of(question.id)))


def _may_be_theirs(state: MockState, question: InterviewQuestion, text: str) -> bool:
    """True where a few sentences cannot tell: one's own project has words that no rubric knows.

    Being sent back for a good answer is worse than being asked a follow-up for a bad one; coverage decides.
    """
    begun = any(answer.manner is Manner.SUBSTANTIVE for answer in state.answers_to(question.id))
    theirs = begun or question.kind in _OWN_STORY or _is_writing(state, question)
    return len(text.split()) < _FEW_SENTENCES and theirs


def feedback_on(judge: Judge, state: MockState, question: InterviewQuestion, *, done: bool) -> str:
    """What coached mode says of the last answer."""
    answer = state.answers[-1]
    if _in_passing(state, question, answer) and not done:
        return ""
    judged = judge.listen(question, _texts(state, question.id), Manner.SUBSTANTIVE) if answer.heard else ()
    heard = state.heard(question.id)
    return feedback(question, judged, answer.heard, heard, answer.manner, done=done)


def _in_passing(state: MockState, question: InterviewQuestion, answer: Answer) -> bool:
    """True of a remark beside code: it was not meant to cover a point of the question."""
    return answer.manner is Manner.SUBSTANTIVE and not answer.heard and _is_writing(state, question)


def feedback_before(
    judge: Judge, state: MockState, questions: Mapping[str, InterviewQuestion], step: Step
) -> str:
    """What coached mode says of the answer before a step; gaps are named when the question is left."""
    if not isinstance(state.replies_to, Answer):
        return ""
    question = questions[state.answers[-1].question]
    # A drift comes back to the question that it interrupts.
    interrupted = step.move is InterviewerMove.DRIFT and question.id not in state.planned.trivia
    done = not interrupted and (step.question != question.id or step.move not in _STAYING)
    return feedback_on(judge, state, question, done=done)


def _texts(state: MockState, question_id: str) -> list[str]:
    return [a.text for a in state.answers_to(question_id) if a.manner is Manner.SUBSTANTIVE]


def _added(
    judged: Sequence[Judgement], state: MockState, question: InterviewQuestion, text: str
) -> dict[str, object]:
    before = state.heard(question.id)
    newly = [one for one in judged if one.state is JudgedAs.COVERED and one.id not in before]
    own = next((one.evidence for one in newly if one.evidence and one.evidence in text), "")
    return {
        "heard": tuple(one.id for one in newly),
        "coverage": _share(question, before | {one.id for one in newly}),
        "echo": echo(own),
    }


def _share(question: InterviewQuestion, heard: frozenset[str]) -> float:
    """Part of a question's weight that was heard, 0 to 1."""
    weights = {criterion.id: criterion.weight for criterion in question.criteria}
    return sum(weight for name, weight in weights.items() if name in heard) / sum(weights.values())
