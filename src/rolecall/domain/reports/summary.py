"""A comparison in a few sentences: facts and quotes, no accusation, and one next step."""

from collections.abc import Sequence

from rolecall.domain.reports.promise import Promise
from rolecall.domain.reports.values import (
    CompareVerdict,
    Evidence,
    ReportReading,
    TestedKind,
)
from rolecall.domain.reports.wording import NextSteps
from rolecall.domain.roles import Shares

KIND_NAMES = {
    TestedKind.RESEARCH_DISCUSSION: "research discussion",
    TestedKind.FRAMING: "framing a problem",
    TestedKind.CODING: "coding",
    TestedKind.TRIVIA: "knowledge questions",
    TestedKind.SYSTEMS: "systems",
    TestedKind.BEHAVIOURAL: "behavioural",
    TestedKind.PRESENTATION: "presentation",
    TestedKind.TAKE_HOME: "take-home",
    TestedKind.OTHER: "other",
}
_MOST_KINDS = 3
_LONGEST = 90


def summary(
    promised: Promise, told: ReportReading, verdict: CompareVerdict, reasons: Sequence[Evidence], reports: int
) -> str:
    """What was promised, what was tested, how they compare, and how far one report goes."""
    parts = [_promised(promised), _tested(told), _verdict(promised, told, verdict, reasons), _scope(reports)]
    return " ".join(part for part in parts if part)


def next_step(promised: Promise, told: ReportReading, verdict: CompareVerdict, words: NextSteps) -> str:
    """One thing the candidate could do now."""
    if verdict == "match":
        return words.match
    if verdict == "mismatch":
        more = any("still to come" in note for note in told.notes)
        return words.mismatch_open if more else words.mismatch
    if promised.profile.track == "mixed":
        return words.unclear_promise
    return words.unclear if told.rounds else words.unclear_report


def _promised(promised: Promise) -> str:
    said = promised.profile.said
    if said is None:
        return "What was promised does not say what kind of role this is."
    also = f" and {promised.also}" if promised.also else ""
    return f"Promised: {promised.profile.track}{also} (\u201c{_short(said.quote)}\u201d)."


def _tested(told: ReportReading) -> str:
    if not told.readable:
        return "The report is in a language that the built-in rules do not read."
    times = told.profile.kinds.time
    if not times:
        if told.work:
            return f"Told is the work itself: mostly {_leading(told.profile.shares)}."
        return "The report tells of no round."
    largest = sorted(times, key=lambda kind: -times[kind])[:_MOST_KINDS]
    listed = ", ".join(f"{KIND_NAMES[kind]} {times[kind]:.0%}" for kind in largest)
    guessed = ", some minutes assumed" if told.profile.kinds.estimated else ""
    return f"Tested, by time{guessed}: {listed}."


def _leading(shares: Shares) -> str:
    parts = {"research": shares.research, "applied": shares.applied, "engineering": shares.engineering}
    return max(parts, key=lambda name: parts[name])


def _verdict(
    promised: Promise, told: ReportReading, verdict: CompareVerdict, reasons: Sequence[Evidence]
) -> str:
    if verdict == "unclear":
        return "That is too little, or too mixed, to say whether the two fit."
    notes: dict[str, str] = {}
    for one in reasons:
        if one.points == verdict:
            notes.setdefault(one.kind, one.note)
    opening = "The two fit." if verdict == "match" else "The two differ."
    return " ".join([opening, *list(notes.values())[:3]])


def _scope(reports: int) -> str:
    if reports <= 1:
        return "One report is a data point about one loop, not a judgement of a company."
    return f"These are {reports} reports: data points about a loop, not a judgement of a company."


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} \u2026"
