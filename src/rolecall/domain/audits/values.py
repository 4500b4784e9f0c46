"""What an audit is made of: the loop as told, duties by round, findings, and texts that mend them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from rolecall.domain.interviews import RubricFamily
from rolecall.domain.roles import Confidence, Section, Shares, TitleSuggests, Track, Verdict
from rolecall.domain.values import Value


class LoopKind(StrEnum):
    """What a round of a team's loop is about: the kinds of a mock, and those that only loops have."""

    RESEARCH_DEEP_DIVE = "research_deep_dive"
    PRESENTATION = "presentation"
    PROBLEM_FRAMING = "problem_framing"
    REPRODUCIBILITY = "reproducibility"
    CODING = "coding"
    TAKE_HOME = "take_home"
    ML_SYSTEMS = "ml_systems"
    QUICKFIRE = "quickfire"
    TRIVIA = "trivia"
    BEHAVIOURAL = "behavioural"
    OTHER = "other"


Unsaid = Literal["kind", "minutes", "interviewers", "scored"]


class Said(Value):
    """Words of a text, verbatim, with their offsets in code points."""

    quote: str
    start: int = Field(ge=0)
    end: int


class Round(Value):
    """One round of the loop; what the text does not say is None and named in `not_said`."""

    n: int = Field(ge=1)
    name: str
    kind: LoopKind
    kind_said: Said | None = None
    """The words that make it this kind; None: nothing tells, and the kind is `other`."""
    minutes: int | None = Field(default=None, gt=0)
    """The longer end of a range."""
    minutes_said: Said | None = None
    interviewers: Said | None = None
    scored: Said | None = None
    said: Said
    """All that is told of the round; rounds that are told of together (`three coding rounds`) share it."""
    not_said: tuple[Unsaid, ...] = ()


class Loop(Value):
    """The rounds of a team's loop, in the order in which they were told."""

    rounds: tuple[Round, ...] = ()
    minutes: int | None = None
    """Of all rounds together; None unless every round says its own."""
    notes: tuple[str, ...] = ()


class RubricLine(Value):
    """One criterion of the team's own rubric."""

    name: str
    weight: float | None = None
    """As it is written: per cent, points, or None."""
    family: RubricFamily | None = None
    said: Said


class TeamRubric(Value):
    """The team's own rubric, as far as it could be read."""

    lines: tuple[RubricLine, ...] = ()
    shares: dict[RubricFamily, float] = {}
    """Part of each family, by weights where all lines have one, else by number; they sum to at most 1."""


class DutyState(StrEnum):
    """What the loop makes of a duty."""

    COVERED = "covered"
    OVER_TESTED = "over_tested"
    UNTESTED = "untested"
    UNREAD = "unread"
    """Its words match nothing that the coach knows, so nothing is said of it."""


class Evidence(Value):
    """Why a round tells the team something about a duty."""

    round: int
    """The round's number."""
    how: Literal["kind", "words"]
    aspect: str
    why: str


class Duty(Value):
    """A sentence of the ad about the work, with the rounds that test it."""

    said: Said
    section: Section
    promise: bool = False
    """It stands outside the duties, and promises or asks for something that a round should engage with."""
    aspects: tuple[str, ...] = ()
    """Ids of aspects of knowledge/audit.yaml, what the sentence is about; most telling first."""
    state: DutyState = DutyState.UNREAD
    tested_by: tuple[Evidence, ...] = ()


class KindShare(Value):
    """How much of the loop a kind of round takes, beside how much of the ad's work it could show."""

    kind: LoopKind
    label: str
    rounds: int
    minutes: int | None
    share: float = Field(ge=0, le=1)
    """Of the loop without calls and the like; a take-home counts one hour at most."""
    duties: float = Field(ge=0, le=1)
    """Part of the ad's duties that such rounds could show."""
    over: bool = False


class LoopProfile(Value):
    """The loop's time by track, beside the ad's own profile; each sums to 1 with what belongs to no track."""

    measure: Literal["minutes", "rounds"]
    """Rounds are counted where not every round says its minutes."""
    research: float
    applied: float
    engineering: float
    neither: float
    """About people, or about recall."""
    kinds: tuple[KindShare, ...] = ()

    def part(self, track: Track) -> float:
        return {
            Track.RESEARCH: self.research,
            Track.APPLIED: self.applied,
            Track.ENGINEERING: self.engineering,
        }[track]


class FindingKind(StrEnum):
    """What the ad and the loop show side by side; the order is that of the page."""

    UNTESTED = "untested"
    UNBACKED = "unbacked"
    OVER_TESTED = "over_tested"
    PROFILE_GAP = "profile_gap"
    TITLE_GAP = "title_gap"
    RUBRIC_GAP = "rubric_gap"
    NO_RUBRIC = "no_rubric"
    LOOP_UNSAID = "loop_unsaid"
    AD_SILENT = "ad_silent"


class Finding(Value):
    """One observation: what is seen, with the words that show it, and how it looks to a candidate."""

    id: str
    """Fixes name it."""
    kind: FindingKind
    text: str
    candidate: str = ""
    """The candidate's view, one sentence."""
    quotes: tuple[Said, ...] = ()
    """Of the ad."""
    rounds: tuple[int, ...] = ()
    """Numbers of the rounds it is about."""


class FixKind(StrEnum):
    """What a proposed text is."""

    DEEP_DIVE = "deep_dive"
    SPLIT = "split"
    PUBLICATION = "publication"
    COMPUTE = "compute"
    RUBRIC = "rubric"
    LOOP_NOTE = "loop_note"
    INTERVIEWER_NOTES = "interviewer_notes"
    WORDING = "wording"


class Fix(Value):
    """A change with a text ready to paste; what stands in [brackets] only the team knows."""

    kind: FixKind
    title: str
    why: str
    text: str
    follows: tuple[str, ...] = Field(min_length=1)
    """Ids of the findings it follows from."""


class Counts(Value):
    """What every number that an audit tells is counted from."""

    work: int = 0
    """Sentences of the ad about the work that could be read."""
    work_untested: int = 0
    further: int = 0
    """Sentences outside the duties that promise or ask for what a round should engage with."""
    further_untested: int = 0
    unread: int = 0
    """Sentences about the work of which nothing could be read; nothing else counts them."""
    rounds: int = 0
    rounds_weighed: int = 0
    """Without calls, meals and the like: the shares of the loop are of these."""
    points: int = 0
    points_of_fit: int = 0
    """Findings on how the loop fits the ad; the others are on what nobody has written down."""


class Audit(Value):
    """An ad beside its loop: the value behind `rolecall audit --json`."""

    title: str = ""
    company: str = ""
    track: Verdict
    shares: Shares
    confidence: Confidence
    title_suggests: TitleSuggests
    loop: Loop
    rubric: TeamRubric | None = None
    duties: tuple[Duty, ...]
    profile: LoopProfile
    in_words: tuple[str, ...] = ()
    """Where the time goes beside the ad, and title beside duties and loop: a sentence each."""
    fits: bool
    """Every duty that could be read is tested, none far beyond its part, and the profiles agree."""
    summary: str
    counts: Counts = Counts()
    findings: tuple[Finding, ...] = ()
    fixes: tuple[Fix, ...] = ()
    notes: tuple[str, ...] = ()
    """What one should know of the audit itself."""
