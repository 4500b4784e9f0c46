"""A mock interview: what was asked for and planned, what was said, the state it is in."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from rolecall.domain.debriefs import Debrief
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.judgements import Manner
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.speech import Speech
from rolecall.domain.trials import Trial
from rolecall.domain.values import Value

LOOP = "loop"
"""Asked for in place of a round: a whole mock loop, drawn from the role's own profile."""
DRIFT_QUESTION = "drift-steering"
"""Id of the question that judges how a drift to trivia was steered back; it is never asked aloud."""


class Interviewer(StrEnum):
    """Who sits opposite."""

    WARM = "warm"
    NEUTRAL = "neutral"
    SCEPTICAL = "sceptical"
    HURRIED = "hurried"


class Mode(StrEnum):
    """Whether there is help on the way."""

    COACHED = "coached"
    """Hints on request, each with a price on the score, and feedback after each answer."""
    REALISTIC = "realistic"
    """Nothing until the end."""


class InterviewerMove(StrEnum):
    """What the interviewer does with a turn."""

    ASK = "ask"
    FOLLOW_UP = "follow_up"
    HINT = "hint"
    NO_HINT = "no_hint"
    REDIRECT = "redirect"
    RESTATE = "restate"
    DRIFT = "drift"
    """Trivia, asked on purpose where steering back is rehearsed."""
    INVITE = "invite"
    """Asks what the candidate wants to ask."""
    CODE = "code"
    """Hands over to the editor, or says a word while code is being written."""
    PROBE = "probe"
    """Asks about what a submission showed."""
    RAISE = "raise"
    """The next constraint, when all is green."""
    WRAP_UP = "wrap_up"


class EndReason(StrEnum):
    """How a mock came to its end."""

    FINISHED = "finished"
    TIME = "time"
    EARLY = "early"
    ABORTED = "aborted"
    """Ended without a score, as the candidate wished."""


class MockRequest(Value):
    """What the candidate picked."""

    what: str = RoundKind.RESEARCH_DEEP_DIVE
    """A kind of round, or `loop`."""
    role_id: str = ""
    interviewer: Interviewer = Interviewer.NEUTRAL
    mode: Mode = Mode.COACHED
    minutes: int = Field(default=20, ge=2, le=180)
    drift: bool = False
    """Rehearse an interview that slides into trivia."""
    seed: int | None = None
    """The same seed gives the same questions; None lets the coach choose."""
    question_ids: tuple[str, ...] = ()
    """Ask exactly these, in this order: a redo, or one chosen question."""
    redo_of: str = ""
    """Id of the mock whose question is done again."""


class PlannedRound(Value):
    """One round of a mock: its kind, its share of the minutes, and the questions it may ask."""

    kind: RoundKind
    minutes: float = Field(gt=0)
    questions: tuple[str, ...]
    """Ids in the order in which they may come; those there is no time for stay unasked."""
    why: str = ""
    """What in the role makes this round likely; empty where the candidate picked it."""


class MockPlan(Value):
    """What will be asked, decided before the first word."""

    request: MockRequest
    rounds: tuple[PlannedRound, ...] = Field(min_length=1)
    title: str = ""
    """For lists: the round, or the loop and its role."""
    made: tuple[InterviewQuestion, ...] = ()
    """Questions that are not in the bank: made for the candidate's own paper."""
    trivia: tuple[str, ...] = ()
    """Questions the interview drifts to, where drift is rehearsed."""
    notes: tuple[str, ...] = ()
    """What the candidate should know of the plan: a likely round that cannot be practised yet."""


class Line(Value):
    """One thing the interviewer said."""

    speaker: Literal["interviewer"] = "interviewer"
    move: InterviewerMove
    text: str
    question: str = ""
    """Id of the question it belongs to."""
    criterion: str = ""
    """What a follow-up asks for."""
    round: int = 0
    feedback: str = ""
    """What was heard in the answer before, in coached mode."""
    note: str = ""
    """One sentence where a model failed or its words were replaced."""
    engine: str = BUILT_IN
    prompt: str = ""
    own_words: float = 0.0
    """Share of the words that are a model's; the others are the bank's."""
    tokens: int = 0


class Answer(Value):
    """One thing the candidate said."""

    speaker: Literal["candidate"] = "candidate"
    text: str
    question: str
    round: int = 0
    manner: Manner = Manner.SUBSTANTIVE
    heard: tuple[str, ...] = ()
    """Ids of the criteria that were heard for the first time in this answer."""
    coverage: float = 0.0
    """Of the question, after this answer."""
    echo: str = ""
    """Words of this answer that can be said back; empty where none are worth it."""
    unsent: bool = False
    """Time was up while this was being typed; it counts."""
    seconds: float = 0.0
    """How long the candidate had the word."""
    speech: Speech | None = None
    """Facts of what was spoken of it; nothing is judged by them."""


class Said(Value):
    """A line, an answer or a run of code with the time it was stored."""

    at: str
    by: Line | Answer | Trial = Field(discriminator="speaker")


class MockState(Value):
    """One mock as its events leave it."""

    id: str
    plan: MockPlan | None = None
    started_at: str = ""
    said: tuple[Said, ...] = ()
    word_from: float = 0.0
    """Seconds of the clock at which the candidate was given the word."""
    paused_at: str = ""
    """Since when the clock stands; empty while it runs."""
    stood: float = 0.0
    """Seconds the clock has stood, without a pause that still lasts."""
    warned: tuple[int, ...] = ()
    ended: EndReason | None = None
    ended_at: str = ""
    ratings: dict[str, dict[str, int]] = {}
    debriefs: tuple[Debrief, ...] = ()
    """Oldest first; the last one is shown."""
    updated_at: str = ""

    @property
    def request(self) -> MockRequest:
        return self.planned.request

    @property
    def planned(self) -> MockPlan:
        """The plan. Raises ValueError before the mock was started."""
        if self.plan is None:
            raise ValueError(f"mock {self.id!r} has not been started")
        return self.plan

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(said.by for said in self.said if isinstance(said.by, Line))

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(said.by for said in self.said if isinstance(said.by, Answer))

    @property
    def waiting(self) -> bool:
        """True where the last word is the candidate's and the interviewer has not replied."""
        return self.ended is None and self.replies_to is not None

    @property
    def replies_to(self) -> Answer | Trial | None:
        """The candidate's last word where a reply is due; running the examples asks for none."""
        said = next((one.by for one in reversed(self.said) if not _is_run(one)), None)
        return None if isinstance(said, Line) else said

    @property
    def last_word(self) -> Answer | Trial | None:
        """The last answer or submission."""
        spoken = (one.by for one in reversed(self.said) if not _is_run(one))
        return next((one for one in spoken if not isinstance(one, Line)), None)

    @property
    def trials(self) -> tuple[Trial, ...]:
        return tuple(said.by for said in self.said if isinstance(said.by, Trial))

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the questions that were asked, in order, each once."""
        return tuple(dict.fromkeys(line.question for line in self.lines if line.question))

    @property
    def debrief(self) -> Debrief | None:
        return self.debriefs[-1] if self.debriefs else None

    def answers_to(self, question_id: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.question == question_id)

    def trials_of(self, question_id: str) -> tuple[Trial, ...]:
        return tuple(trial for trial in self.trials if trial.question == question_id)

    def submissions(self, question_id: str) -> tuple[Trial, ...]:
        return tuple(trial for trial in self.trials_of(question_id) if trial.submitted)

    def seconds_on(self, question_id: str) -> float:
        """How long the candidate had the word on a question."""
        answered = sum(answer.seconds for answer in self.answers_to(question_id))
        return answered + sum(trial.seconds for trial in self.submissions(question_id))

    def lines_about(self, question_id: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.question == question_id)

    def heard(self, question_id: str) -> frozenset[str]:
        """Criteria of a question that were heard so far."""
        return frozenset(c for answer in self.answers_to(question_id) for c in answer.heard)


def _is_run(said: Said) -> bool:
    """True of what is no word to anybody: a run of the examples, code taken from the editor."""
    return isinstance(said.by, Trial) and (said.by.unsent or not said.by.submitted)
