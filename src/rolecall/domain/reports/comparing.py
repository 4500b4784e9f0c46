"""Compares what was promised with what an interview tested: a verdict, and the words it rests on."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from rolecall.domain.reports.book import ReportRules
from rolecall.domain.reports.evidence import Loops, Tested, evidence, measured, unusual
from rolecall.domain.reports.pledges import pledges
from rolecall.domain.reports.promise import Promise, Read, promise
from rolecall.domain.reports.report import read_reports
from rolecall.domain.reports.summary import next_step, summary
from rolecall.domain.reports.values import CompareVerdict, Comparison, Evidence, ReportReading
from rolecall.domain.roles import Confidence, Source

LEAST_KINDS = 2
"""Kinds of evidence that a mismatch needs."""
SURE_KINDS = 3
_STRONG = frozenset({"left_out", "words", "promise", "work"})
"""Kinds of evidence that the report gives in its own words; shares of time and titles are ours."""
_SEVERAL = 3
"""Things asked that tell as much of an interview as two rounds."""
_PLAIN = 0.75
"""What a single round must point at a track with, to be taken for a sign of the whole loop."""
_CLEARLY = 0.8
"""Part of the usual share from which the promised track was plainly tested."""


class Judged(NamedTuple):
    verdict: CompareVerdict
    confidence: Confidence


def compare(
    promised: Sequence[Source], tested: Sequence[Source], rules: ReportRules, loops: Loops, read: Read
) -> Comparison:
    """Whether what was tested fits what was promised. Never fails; says `unclear` where either is not known.

    `read` reads the promised sources as one role. The order of the sources changes nothing.
    """
    before = promise(_ordered(promised), rules, read)
    told = read_reports(_ordered(tested), rules)
    kept = pledges(_ordered(promised), told, rules)
    seen = measured(before, told, loops) if before.profile.track in _TRACKS else None
    reasons = evidence(before, told, seen, kept) if seen is not None else ()
    judged = judge(before, told, seen, reasons)
    return Comparison(
        promised=before.profile,
        tested=told.profile,
        verdict=judged.verdict,
        confidence=judged.confidence,
        promises=kept,
        evidence=reasons,
        rounds=told.rounds,
        summary=summary(before, told, judged.verdict, reasons, len(tested)),
        next_step=next_step(before, told, judged.verdict, rules.words.next_steps),
        notes=(*before.notes, *told.notes),
    )


_TRACKS = ("research", "applied", "engineering")


def _ordered(sources: Sequence[Source]) -> list[Source]:
    """The same order whatever order they came in."""
    return sorted(sources, key=lambda one: (one.kind.value, one.id, one.text))


def judge(promised: Promise, told: ReportReading, seen: Tested | None, reasons: Sequence[Evidence]) -> Judged:
    """The verdict: a mismatch needs both profiles and two kinds of evidence; doubt is `unclear`."""
    unclear = Judged("unclear", Confidence.LOW)
    if seen is None or not told.readable or not (seen.telling or told.work or seen.track):
        return unclear
    against = {one.kind for one in reasons if one.points == "mismatch"}
    if len(against) >= LEAST_KINDS and _tells_mismatch(told, seen, against, reasons):
        return Judged("mismatch", _sure_mismatch(promised, against))
    if _tells_match(told, seen, against, reasons):
        return Judged("match", _sure_match(promised, seen, reasons))
    return unclear


def _tells_mismatch(
    told: ReportReading, seen: Tested, against: Set[str], reasons: Sequence[Evidence]
) -> bool:
    strong = against & _STRONG
    agrees = {one.kind for one in reasons if one.points == "match"} & {"words", "promise"}
    if "work" in against:
        return True
    if not unusual(seen):
        # Much of the promised track was tested: only what the report says itself can outweigh that.
        return len(strong) >= LEAST_KINDS and seen.own < _CLEARLY * seen.usual and not agrees
    if strong:
        return not (agrees and len(strong) < LEAST_KINDS and seen.own > 0)
    all_told = any(one.kind == "exclusive" for one in told.remarks)
    whole = (seen.rounds >= 2 or len(told.questions) >= _SEVERAL or all_told) and not (
        _cut_short(told) and seen.rounds <= 2
    )
    return whole and not agrees


def _tells_match(told: ReportReading, seen: Tested, against: Set[str], reasons: Sequence[Evidence]) -> bool:
    if unusual(seen) and not any(one.kind == "work" and one.points == "match" for one in reasons):
        return False
    if against & _STRONG and seen.own < _CLEARLY * seen.usual:
        return False
    if told.work and "work" not in against:
        return True
    if seen.telling > 1:
        return True
    plain = any(sum(one.tracks.values()) >= _PLAIN for one in told.rounds)
    return seen.telling == 1 and plain and not (_cut_short(told) or _pending(told))


def _cut_short(told: ReportReading) -> bool:
    return any(one.kind == "cut_short" for one in told.remarks)


def _pending(told: ReportReading) -> bool:
    return any("still to come" in note for note in told.notes)


def _sure_mismatch(promised: Promise, against: Set[str]) -> Confidence:
    by_title = promised.profile.confidence is Confidence.LOW
    if not against & _STRONG:
        return Confidence.LOW if by_title else Confidence.MEDIUM
    # A title alone promises little; a promise that somebody made of the process is plain.
    if len(against) >= SURE_KINDS and (not by_title or "promise" in against):
        return Confidence.HIGH
    return Confidence.MEDIUM


def _sure_match(promised: Promise, seen: Tested, reasons: Sequence[Evidence]) -> Confidence:
    said = any(one.points == "match" and one.kind in ("words", "promise") for one in reasons)
    if seen.telling < 2 and not said:
        return Confidence.LOW
    if promised.profile.confidence is Confidence.LOW or seen.own < _CLEARLY * seen.usual:
        return Confidence.MEDIUM if said or seen.telling >= 2 else Confidence.LOW
    return Confidence.HIGH if seen.telling >= 2 else Confidence.MEDIUM
