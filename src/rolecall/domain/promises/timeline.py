"""The ledger in order, for drawing and sorting, and as the blocks and rows of a document."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Literal

from rolecall.domain.handouts import Block, Bullets, Heading, Paragraph, Quotation, Table
from rolecall.domain.promises.values import (
    Channel,
    Outcome,
    Promise,
    PromiseKind,
    PromiseState,
    Proof,
    Shows,
)
from rolecall.domain.values import Value

Order = Literal["date", "state", "kind"]
_STATES = (PromiseState.BROKEN, PromiseState.UNTESTED, PromiseState.KEPT)
"""What wants attention first."""
KIND_WORDS = {
    PromiseKind.ROUNDS: "the rounds",
    PromiseKind.CONTENT: "what is in a round",
    PromiseKind.PAPERS_READ: "your work",
    PromiseKind.PUBLISHING: "publishing",
    PromiseKind.RESEARCH_SHARE: "share of research",
    PromiseKind.COMPUTE_DATA: "compute and data",
    PromiseKind.TEAM: "the team",
    PromiseKind.TIMING: "answers and feedback",
    PromiseKind.OTHER: "other",
}
CHANNEL_WORDS = {
    Channel.AD: "ad",
    Channel.MAIL: "mail",
    Channel.CALL_NOTES: "call notes",
    Channel.BY_HAND: "noted by you",
}
SHOWS_WORDS: dict[Shows, str] = {
    "kept": "shows it kept",
    "broken": "shows otherwise",
    "done": "says it was done",
    "taken_back": "takes it back",
}
HEADER = ("When", "Who", "Channel", "About", "Said", "State", "Evidence", "Note")


class Entry(Value):
    """One point of the timeline: a promise each time it was said, or when it was shown kept or broken."""

    promise_id: str
    on: str
    """ISO date, or empty where no day is known."""
    event: Literal["said", "shown"] = "said"
    who: str
    """Empty where a later source shows what became of it."""
    channel: Channel | None
    kind: PromiseKind
    state: PromiseState
    outcome: Outcome = "untested"
    shows: Shows = ""
    """What a later source's words show of it; empty where it was said."""
    words: str
    """Verbatim, or the user's own."""
    source: str = ""
    start: int = 0
    end: int = 0
    against: tuple[str, ...] = ()
    by_user: bool = False


def timeline(promises: Sequence[Promise], order: Order = "date") -> tuple[Entry, ...]:
    """Every point in order; days that are not known come last, in the order of the ledger."""
    entries = [entry for promise in promises for entry in _entries(promise)]
    match order:
        case "state":
            return tuple(sorted(entries, key=lambda one: (_STATES.index(one.state), one.on or "9999")))
        case "kind":
            kinds = tuple(PromiseKind)
            return tuple(sorted(entries, key=lambda one: (kinds.index(one.kind), one.on or "9999")))
        case _:
            return tuple(sorted(entries, key=lambda one: one.on or "9999"))


def _entries(promise: Promise) -> Iterator[Entry]:
    common = {
        "promise_id": promise.id,
        "kind": promise.kind,
        "state": promise.state,
        "outcome": promise.outcome,
        "against": promise.against,
        "by_user": promise.by_user,
    }
    if not promise.quotes:
        yield Entry(**common, on=promise.on, who=promise.who, channel=promise.channel, words=promise.words)
    for spoken in promise.quotes:
        yield Entry(
            **common,
            on=spoken.on,
            who=spoken.who,
            channel=spoken.channel,
            words=spoken.quote,
            source=spoken.source,
            start=spoken.start,
            end=spoken.end,
        )
    for proof in promise.evidence:
        yield Entry(
            **common,
            event="shown",
            on=proof.on,
            who="",
            channel=None,
            words=proof.quote,
            shows=proof.shows,
            source=proof.source,
            start=proof.start,
            end=proof.end,
        )


def rows(promises: Sequence[Promise]) -> tuple[tuple[str, ...], ...]:
    """One row a promise, under HEADER."""
    return tuple(
        (
            promise.on,
            promise.who,
            CHANNEL_WORDS[promise.channel],
            KIND_WORDS[promise.kind],
            _line(promise.said),
            promise.outcome,
            _line(" / ".join(_proof(proof, promise) for proof in promise.evidence)),
            _line(promise.note),
        )
        for promise in promises
    )


def to_csv(promises: Sequence[Promise]) -> str:
    """The rows as CSV, with their header; a cell that a spreadsheet would take for a formula is made text."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(HEADER)
    sheet.writerows([_plain(cell) for cell in row] for row in rows(promises))
    return written.getvalue()


def blocks(promises: Sequence[Promise]) -> tuple[Block, ...]:
    """The ledger as a part of a document: a table, then what contradicts, then the evidence, in quotes."""
    if not promises:
        return (Paragraph(text="Nothing that could be checked later was said so far."),)
    found: list[Block] = [Table(header=HEADER[:6], rows=tuple(row[:6] for row in rows(promises)))]
    by_id = {promise.id: promise for promise in promises}
    pairs = [
        (promise, by_id[other])
        for promise in promises
        for other in promise.against
        if other in by_id and promise.id < other
    ]
    if pairs:
        found.append(Heading(text="Said differently", level=2))
        found += [
            Bullets(items=tuple(f"{_whose(one)}: “{_line(one.said)}”" for one in pair)) for pair in pairs
        ]
    shown = [promise for promise in promises if promise.evidence]
    if shown:
        found.append(Heading(text="What came of it", level=2))
    for promise in shown:
        found.append(
            Paragraph(text=f"{promise.outcome.capitalize()}: “{_line(promise.said)}” ({_whose(promise)})")
        )
        found += [
            Quotation(text=_line(proof.quote), source=_beside(proof, promise)) for proof in promise.evidence
        ]
    return tuple(found)


def _proof(proof: Proof, promise: Promise) -> str:
    told = shows_in_words(proof, promise)
    return f"{told}: {proof.quote}" if told else proof.quote


def _beside(proof: Proof, promise: Promise) -> str:
    return ", ".join(part for part in (shows_in_words(proof, promise), proof.on) if part)


def shows_in_words(proof: Proof, promise: Promise) -> str:
    """What these words show of the promise; empty where all its evidence shows the same."""
    both_ways = len({one.shows for one in promise.evidence}) > 1
    return SHOWS_WORDS.get(proof.shows, "") if both_ways else ""


def _whose(promise: Promise) -> str:
    told = [promise.who or "you", CHANNEL_WORDS[promise.channel], promise.on]
    return ", ".join(part for part in dict.fromkeys(told) if part)


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
