"""One step of the interviewer: what is done next, without the words."""

from rolecall.domain.interviews import Criterion, InterviewQuestion
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import EndReason, InterviewerMove, MockState
from rolecall.domain.values import Value


class Step(Value):
    """What the interviewer does next, without the words."""

    move: InterviewerMove
    round: int = 0
    question: str = ""
    criterion: str = ""
    hint: int = 0
    """1 to 3 for a hint; 0 where none is left."""
    manner: Manner = Manner.SUBSTANTIVE
    """What a redirect answers."""
    heard: bool = False
    """True where the last answer brought evidence: only then may it be acknowledged as such."""
    opening: bool = False
    new_round: bool = False
    pushing: bool = False
    """A drift that goes on although the candidate steered back."""
    returning: bool = False
    """Back from the drift."""
    about: str = ""
    """What a submission showed, for the words about it: a key of the probes of knowledge/coding.yaml."""
    raised: int = 0
    """Which of the problem's harder questions, from 1."""
    ending: EndReason | None = None


def asked_about(state: MockState, question: InterviewQuestion) -> frozenset[str]:
    """Criteria that were heard or asked for; the others are "not asked", never "not met"."""
    followed = {line.criterion for line in state.lines_about(question.id) if line.criterion}
    return frozenset(followed) | state.heard(question.id)


def unheard(state: MockState, question: InterviewQuestion) -> list[Criterion]:
    """Criteria neither heard nor asked for, the heavier first."""
    known = asked_about(state, question)
    return sorted((one for one in question.criteria if one.id not in known), key=lambda one: -one.weight)
