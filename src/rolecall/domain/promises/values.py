"""A promise as a value: who said what, when, and what became of it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from pydantic import Field

from rolecall.domain.roles import SourceKind
from rolecall.domain.values import Value


class PromiseKind(StrEnum):
    """What a promise is about."""

    ROUNDS = "rounds"
    """How many rounds there are, which, and how long."""
    CONTENT = "content"
    """What a round holds, or does not."""
    PAPERS_READ = "papers_read"
    PUBLISHING = "publishing"
    RESEARCH_SHARE = "research_share"
    COMPUTE_DATA = "compute_data"
    TEAM = "team"
    TIMING = "timing"
    """When one hears back, and whether there is feedback."""
    OTHER = "other"
    """Only what the user wrote down: no rule finds it."""


class PromiseState(StrEnum):
    """What became of a promise; nobody's silence makes it broken."""

    KEPT = "kept"
    BROKEN = "broken"
    UNTESTED = "untested"


Outcome = Literal["kept", "not kept", "kept in part", "taken back", "untested"]
"""What became of a promise, as it is shown to people."""


class Channel(StrEnum):
    """How a promise reached the candidate."""

    AD = "ad"
    MAIL = "mail"
    CALL_NOTES = "call_notes"
    BY_HAND = "by_hand"


CHANNELS = {
    SourceKind.AD: Channel.AD,
    SourceKind.MESSAGE: Channel.MAIL,
    SourceKind.REPLY: Channel.MAIL,
    SourceKind.NOTE: Channel.CALL_NOTES,
}
"""The kinds of source that promises are looked for in; nothing else is one."""


class Claim(Value):
    """What a statement says in numbers that can be compared: `about` lies between `low` and `high`."""

    about: str
    """Id out of knowledge/promises.yaml, such as `rounds` or `coding`."""
    low: float = Field(default=1, ge=0)
    high: float | None = None
    """None: no upper end. Both 0: there is none of it."""

    @property
    def none(self) -> bool:
        return self.high == 0

    def holds(self, other: "Claim") -> bool:
        """True where the other lies within this one."""
        below = self.high is None or (other.high is not None and other.high <= self.high)
        return self.low <= other.low and below

    def apart(self, other: "Claim") -> bool:
        """True where both cannot be so."""
        if self.about != other.about:
            return False
        above = other.high is not None and self.low > other.high
        return above or (self.high is not None and other.low > self.high)


class Spoken(Value):
    """One verbatim statement, with who made it and when."""

    quote: str
    start: int = Field(ge=0)
    """Offset of the quote in its source's text, in code points."""
    end: int
    source: str
    """Id of the source."""
    who: str
    """A name, or a role: `the ad`, `the recruiter`."""
    channel: Channel
    on: str = ""
    """ISO date, or empty where neither the source nor the time it was brought is known."""
    dated_by: Literal["source", "brought", ""] = ""
    """Where the date comes from: written in the source, or the day the user brought it."""
    kind: PromiseKind
    claims: tuple[Claim, ...] = ()


Shows = Literal["kept", "broken", "done", "taken_back", ""]
"""What some words show of a promise: a report that it was kept or broken; the other side's own later words
that it was done, or no longer holds. Empty in ledgers that were written before this was told."""


class Proof(Value):
    """Verbatim words of a later source that bear on a promise."""

    quote: str
    start: int = Field(ge=0)
    end: int
    source: str
    on: str = ""
    shows: Shows = ""


def state_of(proofs: Sequence[Proof]) -> PromiseState:
    """What happened outweighs what was written of it; what did not hold, what did."""
    shown = {proof.shows for proof in proofs}
    if "broken" in shown:
        return PromiseState.BROKEN
    if "kept" in shown:
        return PromiseState.KEPT
    if "taken_back" in shown:
        return PromiseState.BROKEN
    return PromiseState.KEPT if "done" in shown else PromiseState.UNTESTED


class Promise(Value):
    """One thing somebody said that can be checked, with all the places where it was said."""

    id: str
    """Made from the first statement: the same sources give the same ids."""
    kind: PromiseKind
    quotes: tuple[Spoken, ...] = ()
    """Oldest first; empty where the user added it by hand."""
    words: str = ""
    """The user's own wording of it, or empty."""
    who: str = ""
    on: str = ""
    channel: Channel = Channel.BY_HAND
    """`who`, `on` and `channel` are those of the first statement, or what the user gave."""
    state: PromiseState = PromiseState.UNTESTED
    evidence: tuple[Proof, ...] = ()
    """What decided the state first, then what speaks the other way."""
    against: tuple[str, ...] = ()
    """Ids of promises that say otherwise."""
    note: str = ""
    by_user: bool = False
    """The user wrote or changed it: no reading overwrites that."""

    @property
    def outcome(self) -> Outcome:
        """The state in full: also where it held in one part and not in another, or was taken back."""
        shown = {proof.shows for proof in self.evidence} if not self.by_user else set()
        match self.state:
            case PromiseState.BROKEN if {"kept", "broken"} <= shown:
                return "kept in part"
            case PromiseState.BROKEN if "taken_back" in shown and "broken" not in shown:
                return "taken back"
            case PromiseState.BROKEN:
                return "not kept"
            case PromiseState.KEPT:
                return "kept"
            case _:
                return "untested"

    @property
    def said(self) -> str:
        """The words to show: the user's, else the first quote."""
        return self.words or (self.quotes[0].quote if self.quotes else "")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What all its statements say, the narrowest where several speak of one thing."""
        found: dict[str, Claim] = {}
        for claim in (claim for spoken in self.quotes for claim in spoken.claims):
            known = found.get(claim.about)
            if known is None or known.holds(claim):
                found[claim.about] = claim
        return tuple(found.values())
