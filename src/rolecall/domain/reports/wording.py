"""The words by which interviews are told: the values behind knowledge/reports.yaml."""

from typing import Literal

from pydantic import Field

from rolecall.domain.patterns import Phrases
from rolecall.domain.reports.values import EvidenceKind, TestedKind
from rolecall.domain.roles import Topic, Track
from rolecall.domain.values import Value


class ReportMarker(Value):
    """Phrases that mean one thing, with sentences that prove it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    any: Phrases = Field(min_length=1)
    unless: Phrases = ()
    """Where one of these stands over the same words or beside them, the marker does not count."""
    examples: tuple[str, ...] = Field(min_length=1)
    counter: tuple[str, ...] = ()


class KindWords(ReportMarker):
    """Wording of one kind of round or question."""

    kind: TestedKind
    tracks: dict[Track, float] = {}
    round: Literal["named", "always", "content", "open"] = "named"
    """`named`: a round where a count, minutes or a word for a round stands with it; `always`; `content`: only
    what was asked in one; `open`: a round whose kind other words of the sentence tell."""
    stands_for: int = 1
    """Rounds that the words stand for: `the usual software loop` is several."""


class WorkWords(ReportMarker):
    """Wording of what a job turned out to be."""

    tracks: dict[Track, float]


class RemarkWords(ReportMarker):
    """Wording by which a report says that all was, or was not, as described."""

    says: Literal["differs", "agrees", "engineering"]


class PledgeWords(ReportMarker):
    """Wording of a promise about the process; one of the three says what would keep it."""

    expects: TestedKind | None = None
    """A kind of round that should come."""
    spares: TestedKind | None = None
    """A kind of round that should not come."""
    limits: Literal["coding", "drills"] | None = None
    """What should stay the smaller part."""


class PitchWords(ReportMarker):
    """Wording by which a line promises a kind of role."""

    suggests: Track
    also: Track | None = None
    """The other half, where the name of a role promises two kinds of work."""
    plainly: bool = False
    """Says in so many words what the role was pitched as."""


class Cues(Value):
    """Wording that says how far a statement happened."""

    job: Phrases
    """Words of somebody who holds, or held, the job."""
    hired: Phrases
    """Words by which a whole text shows that its writer took the job."""
    asks: Phrases
    """Words by which a sentence tells of an interview all the same."""
    negated: Phrases
    afresh: Phrases
    """Negations that deny nothing of the interview."""
    nobody: Phrases
    """Negations whose statement may follow after a comma."""
    faint: Phrases
    supposed: Phrases
    told: Phrases
    planned: Phrases
    elsewhere: Phrases
    here: Phrases
    turn: Phrases
    belied: Phrases
    """What stands before it was only expected or told: `turned out`."""
    verbs: Phrases
    cut_short: Phrases
    exclusive: Phrases
    heated: Phrases
    """Accusations: a sentence that holds one is quoted only where it tells of the interview."""
    process: Phrases
    frame: Phrases
    """Words by which a sentence shows that it tells of an interview."""
    asked: Phrases
    speaks: Phrases
    """Who asks, where a transcript names the speaker."""
    own_words: Phrases
    """Who answers."""


class NextSteps(Value):
    match: str
    mismatch_open: str
    mismatch: str
    unclear_promise: str
    unclear_report: str
    unclear: str


class Earlier(Value):
    """A topic that a difference shows should have been asked about before the interview."""

    topic: Topic
    shows: tuple[EvidenceKind, ...] = ()
    """Kinds of evidence of a difference, one of which is enough."""
    kinds: tuple[TestedKind, ...] = ()
    """Kinds of rounds that took at least `least` of the time."""
    least: float = Field(default=0.5, gt=0, le=1)
    why: str


class ReportWords(Value):
    """knowledge/reports.yaml."""

    groups: dict[str, tuple[str, ...]]
    kinds: tuple[KindWords, ...] = Field(min_length=1)
    work: tuple[WorkWords, ...] = Field(min_length=1)
    cues: Cues
    remarks: tuple[RemarkWords, ...] = Field(min_length=1)
    pledges: tuple[PledgeWords, ...] = Field(min_length=1)
    pitches: tuple[PitchWords, ...] = Field(min_length=1)
    next_steps: NextSteps
    earlier: tuple[Earlier, ...] = Field(min_length=1)
    expected: dict[Track, str]
    """What a promise of a track lets one prepare for, in a few words."""
    digest: str = ""
    """sha256 of the file; two values with the same digest are the same."""

    def __hash__(self) -> int:
        return hash(self.digest)
