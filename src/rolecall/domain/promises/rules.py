"""The words by which promises are found: the values behind knowledge/promises.yaml."""

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from rolecall.domain.patterns import Marker, Phrases, SectionFile
from rolecall.domain.phrases import TextPattern
from rolecall.domain.promises.values import PromiseKind
from rolecall.domain.reading.phrases import Book
from rolecall.domain.reading.sections import Sections
from rolecall.domain.replies.rules import MailShapes
from rolecall.domain.roles import Section
from rolecall.domain.values import Value

Bar = Literal[
    "hopes", "conditions", "unsure", "demands", "boasts", "own", "elsewhere", "asks_of_you", "recalls",
    "hearsay", "orders",
]  # fmt: skip
"""Why a clause that sounds like a promise is none."""

Shift = Literal["denies", "only", "least", "most"]
"""Words beside a claim that turn or bound it."""


class ClaimWords(Marker):
    """Wording of one thing that can be promised, and found kept or broken."""

    kind: PromiseKind
    about: tuple[str, ...]
    """Ids of what it speaks of; empty: two such statements can only be compared by their words."""
    value: Literal["some", "none", "number", "share", "days", "pieces"] = "some"
    """`number`: the number that stands in the match; `share`: in per cent; `days`: a span of time;
    `pieces`: a list of rounds."""
    part: bool = False
    """The number counts some of them: there may be more, unless it is said that there are only these."""
    tested: bool = False
    """Only heard in reports and replies, as evidence; nobody promises it in these words."""
    bars: tuple[Bar, ...] = ()
    """Bars that do not hold for this one: the words belong to it."""


class PromiseWords(Value):
    """knowledge/promises.yaml."""

    groups: dict[str, tuple[str, ...]]
    numbers: dict[str, float]
    """Words for numbers."""
    fractions: dict[str, float]
    """Words for parts of a whole, in per cent."""
    units: dict[str, float]
    """Words for spans of time, in days."""
    claims: tuple[ClaimWords, ...] = Field(min_length=1)
    bars: dict[Bar, Phrases]
    shifts: dict[Shift, Phrases]
    whole: tuple[Bar, ...] = ()
    """Bars that hold for the whole sentence, wherever in it they stand."""
    sections: tuple[Section, ...] = ()
    """Parts of an ad in which nothing is promised."""
    heads: tuple[str, ...]
    """Claims that count people: near enough is as it was said."""
    more_is_fine: tuple[str, ...]
    """Claims that more of it keeps too."""
    unfinished: tuple[str, ...]
    """Claims that fewer of it does not break: it may not be over yet."""
    deeds: tuple[str, ...]
    """Claims that a reply can show to be kept, since they can be done before the interview."""
    open: tuple[str, ...]
    """Claims that no report is compared with."""
    hiring: Phrases
    """Words by which an ad is heard to speak of how it hires."""
    happened: Phrases
    """Words of a reply which say that something was done, or is now otherwise than it was said."""
    labels: tuple[TextPattern, ...] = Field(min_length=1)
    """How a line of call notes names its speaker: a group `who`."""
    callers: tuple[TextPattern, ...] = Field(min_length=1)
    """How call notes name the other person: a group `who`."""
    me: tuple[str, ...]
    """How people name themselves in their notes, in lower case."""
    no_names: tuple[str, ...]
    """Words with a capital that are nobody's name, in lower case."""
    roles: dict[str, str]
    """A word for somebody of theirs, and how the ledger calls them."""

    @model_validator(mode="after")
    def _distinct(self) -> "PromiseWords":
        ids = [claim.id for claim in self.claims]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"claim {twice[0]!r} is there twice")
        return self


class PromiseRules(PromiseWords):
    """The same with what other files know, ready to be found."""

    shapes: MailShapes
    section_file: SectionFile
    section_groups: dict[str, tuple[str, ...]]
    commands: tuple[Marker, ...]

    @cached_property
    def book(self) -> Book:
        return Book.of([claim.any for claim in self.claims], self.groups)

    @cached_property
    def unless(self) -> Book:
        return Book.of([claim.unless for claim in self.claims], self.groups)

    @cached_property
    def bar_names(self) -> tuple[Bar, ...]:
        return tuple(self.bars)

    @cached_property
    def bar_book(self) -> Book:
        return Book.of(list(self.bars.values()), self.groups)

    @cached_property
    def shift_names(self) -> tuple[Shift, ...]:
        return tuple(self.shifts)

    @cached_property
    def shift_book(self) -> Book:
        return Book.of(list(self.shifts.values()), self.groups)

    @cached_property
    def happened_book(self) -> Book:
        return Book.of([self.happened], self.groups)

    @cached_property
    def hiring_book(self) -> Book:
        return Book.of([self.hiring], self.groups)

    @cached_property
    def tested(self) -> frozenset[str]:
        """What a report can be compared with."""
        return frozenset(about for claim in self.claims for about in claim.about) - set(self.open)

    @cached_property
    def command_book(self) -> Book:
        return Book.of([marker.any for marker in self.commands], self.section_groups)

    @cached_property
    def placing(self) -> Sections:
        return Sections(self.section_file, self.section_groups)
