"""A plan in words: spans of time, how the hours were split."""

from datetime import date, datetime, time

from rolecall.domain.plans.values import Day, Item, Part, Quote
from rolecall.domain.quoting import quoted
from rolecall.domain.roles import Confidence, SourceKind

_FROM = {
    SourceKind.AD: "the ad",
    SourceKind.MESSAGE: "the message",
    SourceKind.REPLY: "the reply",
    SourceKind.REPORT: "the report",
    SourceKind.NOTE: "your note",
    SourceKind.CV: "your CV",
    SourceKind.PAPER: "your paper",
}
_EARLIEST, _LATEST = 6 * 60, 23 * 60
"""Minutes after midnight between which there is work."""


def span(minutes: int) -> str:
    """`50 min`, `2 h`, `2 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part
    ) or ("0 min")


def clock(minutes: int) -> str:
    """Minutes after midnight as `09:30`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours % 24:02d}:{rest:02d}"


def told_by(quote: Quote, *, words: bool = True) -> str:
    """A quote with where it comes from: `the ad: “…”`, or only where: `the ad`."""
    return f"{_FROM[quote.kind]}: {quoted(quote.text)}" if words else _FROM[quote.kind]


def day_title(day: Day) -> str:
    """`Day 2, Tuesday 24 November 2026, 2 h`; the last one says that it is light."""
    parts = [f"Day {day.number}", told_day(day.on) if day.on else "", span(day.minutes)]
    shown = ", ".join(part for part in parts if part)
    return f"{shown}; light, so that you come rested" if day.light else shown


def told_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def why(one: Item | Part) -> str:
    """The reason with the first of its quotes."""
    return f"{one.why}; {told_by(one.quotes[0])}" if one.quotes else one.why


def with_what(item: Item) -> str:
    """What it is done with: the guide section, and the command or the questions."""
    parts = [f"guide \u201c{item.guide.title}\u201d" if item.guide else ""]
    parts.append(item.command or (f"questions {', '.join(item.questions)}" if item.questions else ""))
    return "; ".join(part for part in parts if part)


def begins_on(day: Day, begins: time, now: datetime | None) -> time:
    """When work begins on a day: as usual, but soon enough to end at night, and today not before `now`."""
    last = day.blocks[-1].start + day.blocks[-1].minutes
    start = max(_EARLIEST, min(begins.hour * 60 + begins.minute, _LATEST - last))
    if now is not None and day.on == now.date():
        quarters = -(-(now.hour * 60 + now.minute) // 15) * 15
        start = max(start, min(quarters, _LATEST))
    return time(start // 60, start % 60)


def ended(sentence: str) -> str:
    """The sentence with its stop; one inside a quote is enough."""
    return sentence if sentence.rstrip("\u201d").endswith((".", "!", "?")) else f"{sentence}."


def how_split(confidence: Confidence, *, spread: float, told: float, named: int) -> str:
    """How the hours were split, and how sure that is."""
    if named > 1:
        return "The hours follow the rounds that the process names; a part stays for what it may leave out."
    if told:
        return (
            "One round is named, and it gets more; the rest of the hours follow the work the role describes."
        )
    if confidence is Confidence.LOW:
        return (
            f"Little is known of this role, so {spread:.0%} of the plan is laid out for a loop nobody knows: "
            "it prepares for both, the research end and the engineering end."
        )
    return (
        "No round is named yet, so the hours follow the work the role describes, at "
        f"{confidence} confidence; "
        f"{spread:.0%} stay spread over what any loop may hold."
    )
