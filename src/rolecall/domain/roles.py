"""What RoleCall knows of one opportunity: sources, signals, profile, topics, questions."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from rolecall.domain.values import Value


class Track(StrEnum):
    """Where the work's centre of gravity lies."""

    RESEARCH = "research"
    APPLIED = "applied"
    ENGINEERING = "engineering"


class Topic(StrEnum):
    """One of the eight things a candidate must know."""

    INTERVIEW_COMPOSITION = "interview_composition"
    ARTIFACTS_PUBLICATIONS = "artifacts_publications"
    OUTPUTS_SPLIT = "outputs_split"
    COLLABORATION_OWNERSHIP = "collaboration_ownership"
    COMPUTE_DATA = "compute_data"
    EVALUATION_SUCCESS_METRICS = "evaluation_success_metrics"
    PUBLICATION_IP_POLICY = "publication_ip_policy"
    PRIOR_WORK = "prior_work"


class TopicState(StrEnum):
    """How far the sources answer a topic."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    MISSING = "missing"


class SourceKind(StrEnum):
    """What a text the candidate brought in is."""

    AD = "ad"
    MESSAGE = "message"
    REPLY = "reply"
    REPORT = "report"
    CV = "cv"
    PAPER = "paper"
    NOTE = "note"


class Section(StrEnum):
    """The part of an ad a sentence stands in."""

    DUTIES = "duties"
    REQUIREMENTS = "requirements"
    ABOUT = "about"
    BENEFITS = "benefits"
    PROCESS = "process"
    BOILERPLATE = "boilerplate"
    OTHER = "other"


class Addressee(StrEnum):
    """Who can answer a question."""

    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    PEER = "peer"


class Confidence(StrEnum):
    """How sure a profile is; few signals give a low one."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Verdict = Literal["research", "applied", "engineering", "mixed", "not_ml"]
TitleSuggests = Literal["research", "applied", "engineering", "unclear"]

BUILT_IN = "built-in"
"""The name of the engine that needs no model, key or network."""


class Source(Value):
    """A text the candidate brought in."""

    id: str
    """First 12 hex digits of the text's sha256: the same text is the same source."""
    kind: SourceKind
    text: str
    name: str = ""
    """File name, or empty for pasted text."""


class Signal(Value):
    """A verbatim quote that points at a track."""

    track: Track
    quote: str
    start: int = Field(ge=0)
    """Offset of the quote in its source's text, in code points."""
    end: int
    pattern: str
    """Id of the pattern that matched, or `model:<name>`."""
    section: Section
    source: str = ""
    """Id of the source the offsets refer to."""
    engine: str = BUILT_IN


class TopicFinding(Value):
    """A topic's state with the quote that makes it so."""

    state: TopicState = TopicState.MISSING
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    source: str = ""
    engine: str = BUILT_IN

    @model_validator(mode="after")
    def _quote_where_claimed(self) -> Self:
        if (self.state is TopicState.MISSING) != (self.quote is None):
            raise ValueError("a missing topic has no quote, an answered or partial one has")
        return self


class Shares(Value):
    """Shares over the three tracks plus unknown; they sum to 1."""

    research: float = Field(ge=0, le=1)
    applied: float = Field(ge=0, le=1)
    engineering: float = Field(ge=0, le=1)
    unknown: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        total = self.research + self.applied + self.engineering + self.unknown
        if abs(total - 1) > 1e-6:
            raise ValueError(f"shares sum to {total}, not 1")
        return self


class Question(Value):
    """A clarifying question for one topic, worded for who can answer it."""

    id: str
    """Id of the entry in knowledge/questions."""
    topic: Topic
    text: str
    to: Addressee
    why: str


class Link(Value):
    """A search the user may open to verify something; RoleCall itself fetches nothing."""

    label: str
    url: str


class RoleReading(Value):
    """What the sources of a role say: the value behind `rolecall read --json` and the role's card."""

    kind: SourceKind
    title: str = ""
    company: str = ""
    recruiter: str = ""
    """Name of the person who wrote, where the text gives one."""
    track: Verdict
    shares: Shares
    confidence: Confidence
    title_suggests: TitleSuggests
    title_duty_mismatch: bool
    signals: tuple[Signal, ...] = ()
    topics: dict[Topic, TopicFinding]
    """All eight, always."""
    questions: tuple[Question, ...] = ()
    """Ranked: what would change the preparation most comes first."""
    flattery: tuple[str, ...] = ()
    """Verbatim phrases that promise research or courtship."""
    vague: tuple[str, ...] = ()
    """Verbatim phrases that could mean anything."""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader should know of the reading itself: language, truncation, instructions ignored."""
    engine: str = BUILT_IN
    text_sha256: str
    """Of the text, or of the texts joined by a NUL where there are several sources."""
