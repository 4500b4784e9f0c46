"""A plan of preparation as a value: what to do, when and why, and what the CV shows of what is asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from rolecall.domain.roles import Addressee, Confidence, SourceKind, Topic
from rolecall.domain.values import Value

STEP = 5
"""Minutes: everything in a plan is a multiple of it."""
LEAST_HOURS, MOST_HOURS = 1, 80
MOST_DAYS = 365

Act = Literal["send", "drill", "code", "questions", "mock", "tell", "check"]
Seen = Literal["covered", "adjacent", "missing"]


class PlanRequest(Value):
    """What the candidate has: hours of work, and the days they may lie on."""

    hours: float = Field(ge=LEAST_HOURS, le=MOST_HOURS)
    """In steps of a quarter."""
    days: int | None = Field(default=None, ge=1, le=MOST_DAYS)
    """Before the day of the interview; None lets the plan lay out about two hours a day."""
    first_day: date | None = None
    """The first of them; None leaves the days without dates."""
    weekends: bool = True
    """False leaves Saturdays and Sundays free, as far as the dates are known."""
    files: tuple[str, ...] = ()
    """Paths of the role's sources, for commands; empty where the role lies in the store."""
    paper_file: str = ""
    key: str = ""
    """What stays the same when a role's plan is made again; ids in a calendar are built on it."""

    @property
    def minutes(self) -> int:
        return round(self.hours * 4) * 15


class Quote(Value):
    """Words of a source: `text[start:end]` of the source with this id."""

    text: str
    source: str
    start: int
    end: int
    kind: SourceKind


class GuideRef(Value):
    """A guide section to read."""

    id: str
    title: str


class Part(Value):
    """A share of the minutes: a kind of round, or what belongs to all of them."""

    name: str
    """A `RoundKind`, or `asking`, `gaps`, `whole`, `ready`."""
    label: str
    minutes: int
    likelihood: float | None = None
    """Of the loop's time, as far as can be known; None where the part is no round."""
    why: str
    quotes: tuple[Quote, ...] = ()


class Heard(Value):
    """What a source says of a round: that there is one, or that there is none."""

    part: str
    label: str
    none: bool
    quote: Quote


class Item(Value):
    """One thing to do in one sitting."""

    id: str
    """Stable: the same thing has the same id in the next plan."""
    part: str
    act: Act
    what: str
    minutes: int = Field(gt=0)
    why: str
    effort: int = Field(ge=1, le=3)
    """3 needs a fresh head, 1 can be done in the evening."""
    guide: GuideRef | None = None
    questions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    command: str = ""
    quotes: tuple[Quote, ...] = ()


class Block(Value):
    """A sitting without a break."""

    start: int
    """Minutes after the day's beginning."""
    minutes: int
    items: tuple[str, ...] = Field(min_length=1)
    """Ids, in order; together they fill the block."""


class Day(Value):
    """One day of work."""

    number: int
    """Counted from 1; days without work are left out."""
    on: date | None = None
    minutes: int
    blocks: tuple[Block, ...]
    light: bool = False
    """The day before the interview."""


class Asking(Value):
    """A question whose answer would move the plan, with how far."""

    topic: Topic
    question: str
    to: Addressee
    minutes: int
    """That would move to other things, on average over the answers that may come."""
    says: str


class Skipped(Value):
    """What is not worth doing in these hours."""

    what: str
    why: str


class Gap(Value):
    """One thing the ad asks for, beside what the CV shows of it."""

    skill: str
    label: str
    state: Seen
    asked: Quote
    shown: Quote | None = None
    """The CV's words: of the same, or of what is nearest where it is adjacent."""
    near: str = ""
    """Label of the nearest skill that is shown."""
    says: str


class Project(Value):
    """Work of the candidate's own to prepare for a deep dive."""

    quote: Quote
    why: str
    asked: Quote | None = None
    """The words of the ad that it speaks to."""


class CvReading(Value):
    """What the ad asks for and what the CV and the paper show of it. Says nothing about the person."""

    gaps: tuple[Gap, ...] = ()
    """Missing first, then adjacent, then covered."""
    projects: tuple[Project, ...] = ()
    """The first is the one to prepare."""
    sections: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, state: Seen) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.state == state)


class Plan(Value):
    """The hours until an interview, laid out."""

    title: str = ""
    company: str = ""
    key: str = ""
    confidence: Confidence
    minutes: int
    """Planned; items, parts and blocks each sum to it."""
    left_out: int = 0
    """Minutes that were offered and do not fit into the days."""
    spread: float = Field(ge=0, le=1)
    """How much of it is laid out for a loop nobody knows."""
    says: str
    """How the hours were split, in a sentence or two."""
    parts: tuple[Part, ...]
    """Largest first."""
    heard: tuple[Heard, ...] = ()
    asking: tuple[Asking, ...] = ()
    """What would move the plan most comes first."""
    items: tuple[Item, ...]
    """In the order of the days."""
    days: tuple[Day, ...]
    interview_day: date | None = None
    on_the_day: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    cv: CvReading | None = None
    notes: tuple[str, ...] = ()

    def item(self, item_id: str) -> Item:
        return next(item for item in self.items if item.id == item_id)

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    @property
    def minutes_of(self) -> dict[str, int]:
        return {part.name: part.minutes for part in self.parts}


class Move(Value):
    """One thing that is different between two plans."""

    what: str
    """Name of a part, or id of an item."""
    label: str = ""
    """Of the part; empty where it is an item."""
    before: int
    after: int
    """Minutes."""
    says: str
    why: str = ""
    """What moved it, as the end of a sentence; empty where only the rest of the plan did."""


class PlanMoves(Value):
    """How a plan moved."""

    says: str
    minutes: int
    """That went to other things."""
    parts: tuple[Move, ...] = ()
    """The largest change first."""
    added: tuple[Move, ...] = ()
    dropped: tuple[Move, ...] = ()
