"""What an interview report says happened, and how that compares with what was promised."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from rolecall.domain.roles import BUILT_IN, Confidence, Shares, Signal, TitleSuggests, Track, Verdict
from rolecall.domain.values import Value


class TestedKind(StrEnum):
    """What a round, or a question, of an interview was about."""

    __test__ = False
    # The name begins as pytest's classes of tests do; it is none.

    RESEARCH_DISCUSSION = "research_discussion"
    FRAMING = "framing"
    CODING = "coding"
    TRIVIA = "trivia"
    SYSTEMS = "systems"
    BEHAVIOURAL = "behavioural"
    PRESENTATION = "presentation"
    TAKE_HOME = "take_home"
    OTHER = "other"


RESEARCH_KINDS = frozenset({TestedKind.RESEARCH_DISCUSSION, TestedKind.FRAMING, TestedKind.PRESENTATION})
DRILLS = frozenset({TestedKind.CODING, TestedKind.TRIVIA, TestedKind.SYSTEMS})
UNTELLING = frozenset({TestedKind.BEHAVIOURAL, TestedKind.OTHER})
"""Kinds that every loop has and that point at no track."""


class Stretch(Value):
    """A verbatim stretch of a source."""

    quote: str
    start: int = Field(ge=0)
    """Offset in the source's text, in code points."""
    end: int
    source: str = ""
    """Id of the source."""


class ToldRound(Value):
    """One round, or several alike, that a report says took place."""

    kind: TestedKind
    what: str
    """Id of the entry of knowledge/reports.yaml whose words named it."""
    tracks: dict[Track, float] = {}
    """What it tests; the rest to 1 is unknown."""
    count: int = Field(default=1, ge=1)
    minutes: float | None = None
    """Of one such round, where the report says it."""
    share: float | None = None
    """Of the whole time, where the report says it (`half of it`)."""
    questions: tuple[str, ...] = ()
    """What was asked in it, verbatim."""
    who: str = ""
    said: Stretch


class AskedQuestion(Value):
    """Something that was asked, verbatim."""

    kind: TestedKind
    said: Stretch


RemarkKind = Literal[
    "research_absent", "research_faint", "coding_absent", "trivia_absent", "modelling_absent", "differs",
    "agrees", "engineering", "cut_short", "exclusive",
]  # fmt: skip


class Remark(Value):
    """What a report says of the whole: what was left out, and whether it was as described."""

    kind: RemarkKind
    said: Stretch


class ToldWork(Value):
    """What the work turned out to be, where the report's writer took the job."""

    track: Track
    done: bool = True
    """False where the report says that this is what is not done."""
    said: Stretch


class HeardPromise(Value):
    """What a report says had been told beforehand."""

    kind: TestedKind
    spared: bool = False
    """True where it was told that there would be none of it."""
    said: Stretch


class KindShares(Value):
    """Shares over the kinds, each 0 to 1; they sum to 1 where anything was told."""

    time: dict[TestedKind, float] = {}
    questions: dict[TestedKind, float] = {}
    estimated: bool = False
    """True where minutes had to be assumed for some round."""


class TestedProfile(Value):
    """Where the weight of what was tested lies."""

    __test__ = False

    shares: Shares = Shares(research=0, applied=0, engineering=0, unknown=1)
    confidence: Confidence = Confidence.LOW
    signals: tuple[Signal, ...] = ()
    kinds: KindShares = KindShares()


class ReportReading(Value):
    """What one report, or several, say of an interview."""

    rounds: tuple[ToldRound, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    remarks: tuple[Remark, ...] = ()
    work: tuple[ToldWork, ...] = ()
    heard: tuple[HeardPromise, ...] = ()
    profile: TestedProfile = TestedProfile()
    notes: tuple[str, ...] = ()
    """On the reading itself: language, instructions ignored, what was set aside."""
    readable: bool = True
    engine: str = BUILT_IN


class PromisedProfile(Value):
    """Where what was promised points."""

    shares: Shares
    confidence: Confidence
    signals: tuple[Signal, ...] = ()
    track: Verdict = "mixed"
    """The track that counts for the comparison; `mixed` where the promise names none."""
    title: str = ""
    title_suggests: TitleSuggests = "unclear"
    title_duty_mismatch: bool = False
    said: Stretch | None = None
    """The words that promise this track."""


PledgeState = Literal["kept", "broken", "untested"]


class Pledge(Value):
    """A statement about the process, and what the report says became of it."""

    quote: str
    who: str
    state: PledgeState = "untested"
    evidence: str = ""
    """Verbatim words of the report, or empty."""
    source: str = ""
    start: int = 0
    end: int = 0
    evidence_source: str = ""


EvidenceKind = Literal["time", "left_out", "words", "promise", "track", "work"]


class Evidence(Value):
    """One reason for a verdict, with the words it rests on."""

    kind: EvidenceKind
    points: Literal["match", "mismatch"]
    note: str
    quote: str
    source: str = ""


CompareVerdict = Literal["match", "mismatch", "unclear"]


class Comparison(Value):
    """The value behind `rolecall compare --json`."""

    promised: PromisedProfile
    tested: TestedProfile
    verdict: CompareVerdict
    confidence: Confidence
    promises: tuple[Pledge, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rounds: tuple[ToldRound, ...] = ()
    summary: str
    next_step: str = ""
    notes: tuple[str, ...] = ()
    engine: str = BUILT_IN
