"""Promises about the process, in what was promised and as the report remembers them, and their states."""

from collections.abc import Iterator, Sequence

from rolecall.domain.reading import sentences
from rolecall.domain.reading.text import Span
from rolecall.domain.reading.writers import writer
from rolecall.domain.reports.amounts import count_in
from rolecall.domain.reports.book import ReportBook, ReportRules, book_of
from rolecall.domain.reports.rounds import FAINT_MINUTES
from rolecall.domain.reports.tested import time_shares
from rolecall.domain.reports.values import (
    DRILLS,
    RESEARCH_KINDS,
    UNTELLING,
    Pledge,
    PledgeState,
    RemarkKind,
    ReportReading,
    Stretch,
    TestedKind,
)
from rolecall.domain.reports.wording import PledgeWords
from rolecall.domain.roles import Source, SourceKind

_ABSENT: dict[TestedKind, RemarkKind] = {
    TestedKind.RESEARCH_DISCUSSION: "research_absent",
    TestedKind.PRESENTATION: "research_absent",
    TestedKind.FRAMING: "modelling_absent",
    TestedKind.CODING: "coding_absent",
    TestedKind.TRIVIA: "trivia_absent",
}
MOST_PROMISES = 40
"""A longer list is a text made to be long."""
SMALL = 1 / 3
"""Share of the time up to which a part is light."""
MOST = 0.5
_WHO = {
    SourceKind.AD: "the ad",
    SourceKind.MESSAGE: "the message",
    SourceKind.REPLY: "the reply",
    SourceKind.NOTE: "the notes of the call",
}
_IN_REPORT = "told before the interview, as the report remembers"

State = tuple[PledgeState, Stretch | None]


def pledges(promised: Sequence[Source], told: ReportReading, rules: ReportRules) -> tuple[Pledge, ...]:
    """Every promise about the process with its state; each sentence and kind of promise once.

    Silence keeps a promise untested: it is broken only where the report tells the opposite.
    """
    book = book_of(rules)
    found: dict[tuple[str, int, str], Pledge] = {}
    for source in promised:
        who = writer(source.text) if source.kind is not SourceKind.AD else ""
        for span, words in _promises(source, book):
            count = count_in(source.text, span.start, span.end, -1)
            state = _state(words, count, told)
            said = Stretch(
                quote=source.text[span.start : span.end], start=span.start, end=span.end, source=source.id
            )
            key = (source.id, span.start, str(words.expects or words.spares or words.limits))
            found.setdefault(key, _pledge(said, who or _WHO.get(source.kind, "the text"), state))
    return (*found.values(), *_heard(told))[:MOST_PROMISES]


def _promises(source: Source, book: ReportBook) -> Iterator[tuple[Span, PledgeWords]]:
    speaking = source.kind is not SourceKind.AD
    context = False
    for span in sentences(source.text, book.joined_names):
        # In an ad "present your work" is a duty, unless this sentence or the last is about the process.
        before, context = context, book.has("process", span.words)
        if source.text[span.end : span.end + 1] == "?" or not (speaking or context or before):
            continue
        for hit in book.pledges.find(span.words):
            yield span, book.words.pledges[hit.entry]


def _pledge(said: Stretch, who: str, state: State) -> Pledge:
    kept, evidence = state
    return Pledge(
        quote=said.quote,
        who=who,
        state=kept,
        evidence=evidence.quote if evidence else "",
        source=said.source,
        start=said.start,
        end=said.end,
        evidence_source=evidence.source if evidence else "",
    )


def _heard(told: ReportReading) -> Iterator[Pledge]:
    """What the report says was told before; it is broken only where rounds show it."""
    seen: set[int] = set()
    for one in told.heard:
        if one.said.start in seen:
            continue
        seen.add(one.said.start)
        state = _spared(one.kind, told) if one.spared else _expected(one.kind, None, told, strict=True)
        yield _pledge(one.said, _IN_REPORT, state)


def _state(words: PledgeWords, count: int | None, told: ReportReading) -> State:
    if words.expects is not None:
        return _expected(words.expects, count, told)
    if words.spares is not None:
        return _spared(words.spares, told)
    return _limited(words.limits == "coding", told)


def _expected(kind: TestedKind, count: int | None, told: ReportReading, *, strict: bool = False) -> State:
    proper = [
        one
        for one in told.rounds
        if one.kind is kind and (one.minutes is None or one.minutes > FAINT_MINUTES)
    ]
    absent = next((one for one in told.remarks if one.kind == _ABSENT.get(kind)), None)
    if absent is not None and not proper:
        return "broken", absent.said
    if proper and not strict:
        enough = count is None or sum(one.count for one in proper) >= count
        return ("kept", proper[0].said) if enough else ("untested", proper[0].said)
    if proper:
        return "kept", proper[0].said
    contrary = next((one for one in told.remarks if one.kind in ("differs", "exclusive")), None)
    drilled = next((one for one in told.rounds if one.kind in DRILLS), None)
    if kind in RESEARCH_KINDS and drilled is not None and (contrary is not None or strict):
        return "broken", (contrary or drilled).said
    return "untested", None


def _spared(kind: TestedKind, told: ReportReading) -> State:
    came = next((one for one in told.rounds if one.kind is kind), None)
    if came is not None:
        return "broken", came.said
    absent = next((one for one in told.remarks if one.kind == _ABSENT.get(kind)), None)
    return ("kept", absent.said) if absent is not None else ("untested", None)


def _limited(coding: bool, told: ReportReading) -> State:
    """Whether coding, or all drills, stayed the smaller part of what was told."""
    shares, _ = time_shares(told.rounds)
    telling = [(one, s) for one, s in zip(told.rounds, shares, strict=True) if one.kind not in UNTELLING]
    whole = sum(share for _, share in telling)
    if not whole or sum(one.count for one, _ in telling) < 2:
        return "untested", None
    counted = {TestedKind.CODING} if coding else DRILLS
    of_kind = [(one, share) for one, share in telling if one.kind in counted]
    part = sum(share for _, share in of_kind) / whole
    if of_kind and part > MOST:
        return "broken", of_kind[0][0].said
    if part <= (SMALL if coding else MOST):
        other = next((one for one, _ in telling if one.kind in RESEARCH_KINDS), telling[0][0])
        return "kept", (of_kind[0][0] if coding and of_kind else other).said
    return "untested", None
