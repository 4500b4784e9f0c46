"""What a reply says to each question that was asked."""

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from rolecall.domain.roles import BUILT_IN, Confidence, Topic
from rolecall.domain.values import Value


class PutQuestion(Value):
    """A question as it was put to the other side; its number is the one it is known by."""

    n: int
    topic: Topic | None = None
    """None where the question is about none of the eight."""
    text: str = Field(min_length=1)

    @field_validator("topic", mode="before")
    @classmethod
    def _known(cls, topic: object) -> object:
        return topic if isinstance(topic, str) and topic in set(Topic) else None


class AnswerState(StrEnum):
    """How far a question was answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    DEFERRED = "deferred"
    """They do not know yet, will ask, or name who can answer: honest, and never a dodge."""
    DODGED = "dodged"
    LEFT = "left"
    """Not touched."""


class QuestionState(Value):
    """What one question got, with the words that show it."""

    n: int
    topic: Topic | None = None
    text: str
    state: AnswerState = AnswerState.LEFT
    quote: str | None = None
    start: int | None = None
    """Offset of the quote in the pasted text, in code points."""
    end: int | None = None
    missing: str = ""
    """What is still open, in words for the user; empty where nothing is."""
    confidence: Confidence = Confidence.LOW
    engine: str = BUILT_IN

    @model_validator(mode="after")
    def _quote_where_touched(self) -> Self:
        if (self.state is AnswerState.LEFT) != (self.quote is None):
            raise ValueError("a question that was left has no quote, any other has")
        return self


class AskedBack(Value):
    """A question or request of the other side, verbatim."""

    quote: str
    start: int = Field(ge=0)
    end: int
    about: str = ""
    """`scheduling`, `salary` and the like; empty where it is about something else."""


class PartKind(StrEnum):
    """What a piece of a pasted mail is."""

    NEW = "new"
    """Words of the other side, after the questions were put."""
    OWN = "own"
    """The candidate's own words."""
    EARLIER = "earlier"
    """Somebody's words from before the questions were put."""
    HEADER = "header"
    GREETING = "greeting"
    SIGNATURE = "signature"
    FOOTER = "footer"
    """Disclaimers, and what a mail program adds."""
    REPEATED = "repeated"
    """A question of ours, said again by the other side above its answer."""
    COMMAND = "command"
    """Orders to a program: set aside."""


class MailPart(Value):
    """A piece of the pasted text: text[start:end]."""

    kind: PartKind
    start: int = Field(ge=0)
    end: int
    who: str = ""
    """Its writer's name, where a header gives one."""
    answers: tuple[int, ...] = ()
    """Numbers of the questions it stands under."""


class ReplyReading(Value):
    """What a reply says to what was asked: the value behind `rolecall reply --json`."""

    states: tuple[QuestionState, ...]
    """One for each question, in the order they were given."""
    asks_back: tuple[AskedBack, ...] = ()
    parts: tuple[MailPart, ...] = ()
    language: str = "English"
    notes: tuple[str, ...] = ()
    engine: str = BUILT_IN
    text_sha256: str

    def of(self, n: int) -> QuestionState | None:
        """The state of the question with that number."""
        return next((one for one in self.states if one.n == n), None)
