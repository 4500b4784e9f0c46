"""A plan as a calendar file (.ics, RFC 5545): one event a sitting, which importing again replaces."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from rolecall.domain.plans.telling import begins_on, span, why
from rolecall.domain.plans.values import Block, Day, Item, Plan
from rolecall.domain.quoting import shortened
from rolecall.domain.roles import SourceKind
from rolecall.domain.texts import visible
from rolecall.ports import BadInput

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_SUMMARY = 70
_LONGEST = 1500
_FIRST_SEQUENCE = datetime(2025, 1, 1, tzinfo=UTC)
_PRIVATE = (SourceKind.CV, SourceKind.PAPER)
"""Calendars are often shared: what the candidate's own papers say stays out of them."""
_OF_ONESELF = ("gaps",)
"""Parts whose reason tells of the candidate."""


def to_ics(
    plan: Plan,
    *,
    begins: time,
    stamp: datetime,
    zone: ZoneInfo | None = None,
    before: Plan | None = None,
) -> bytes:
    """The calendar; `stamp` is now. Work starts at `begins`, in `zone` or, without one, this machine's.

    An event's UID hangs on the role and on what is done, so that a plan made anew moves its events; those of
    `before` that are gone are cancelled. Raises BadInput for a plan without dates.
    """
    from icalendar import Calendar

    if any(day.on is None for day in plan.days):
        raise BadInput("The plan has no dates; say how many days there are, or the day of the interview.")
    calendar = Calendar()
    calendar.add("prodid", "-//RoleCall//Plan of preparation//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _line(f"Preparing for {plan.title or 'the interview'}"))
    writer = _Writer(plan, begins, stamp, zone)
    kept = set()
    for event in writer.events():
        kept.add(str(event["uid"]))
        calendar.add_component(event)
    if before is not None and all(day.on for day in before.days):
        for event in _Writer(before, begins, stamp, zone).events():
            if str(event["uid"]) not in kept:
                event.add("status", "CANCELLED")
                calendar.add_component(event)
    _add_zone(calendar, zone, plan)
    return bytes(calendar.to_ical())


def zone_named(name: str) -> ZoneInfo:
    """A time zone by its IANA name. Raises BadInput naming the form."""
    if name not in available_timezones():
        raise BadInput(f"There is no time zone {name!r}; write one like Europe/Berlin.")
    return ZoneInfo(name)


class _Writer:
    def __init__(self, plan: Plan, begins: time, stamp: datetime, zone: ZoneInfo | None) -> None:
        self._plan = plan
        self._begins = begins
        self._stamp = stamp.astimezone(UTC)
        self._zone = zone

    def events(self) -> "Iterator[Event]":
        for day in self._plan.days:
            for block in day.blocks:
                yield self._block(day, block)
        if self._plan.interview_day is not None:
            yield self._interview(self._plan.interview_day)

    def _block(self, day: Day, block: Block) -> "Event":
        items = [self._plan.item(name) for name in block.items]
        main = max(items, key=lambda item: item.minutes)
        event = self._event(main.id, self._summary(main), "\n\n".join(_described(item) for item in items))
        start = self._at(day, block.start)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=block.minutes))
        return event

    def _interview(self, day: date) -> "Event":
        listed = "\n".join(f"- {line}" for line in self._plan.on_the_day)
        event = self._event("interview", _line(f"Interview: {self._plan.title or 'today'}"), listed)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event

    def _event(self, what: str, summary: str, description: str) -> "Event":
        from icalendar import Event

        event = Event()
        named = hashlib.sha256(f"{self._plan.key}\0{what}".encode("utf-8", "replace")).hexdigest()[:32]
        event.add("uid", f"{named}@rolecall")
        event.add("dtstamp", self._stamp)
        # Calendars take a later export for the newer one only where this number has grown.
        event.add("sequence", max(0, int((self._stamp - _FIRST_SEQUENCE).total_seconds() // 60)))
        event.add("summary", summary)
        event.add("description", visible(description)[:_LONGEST])
        return event

    def _summary(self, item: Item) -> str:
        label = next(part.label for part in self._plan.parts if part.name == item.part)
        return _line(f"{label[:1].upper()}{label[1:]}: {shortened(item.what, _SUMMARY)}")

    def _at(self, day: Day, minutes: int) -> datetime:
        """A moment: in the named zone, or in UTC as this machine's own zone has it on that day."""
        # `to_ics` refused a plan without dates.
        now = self._stamp.astimezone(self._zone)
        begins = begins_on(day, self._begins, now)
        local = datetime.combine(day.on or date.min, begins) + timedelta(minutes=minutes)
        return local.replace(tzinfo=self._zone) if self._zone else local.astimezone(UTC)


def _described(item: Item) -> str:
    shown = item.model_copy(
        update={"quotes": tuple(quote for quote in item.quotes if quote.kind not in _PRIVATE)}
    )
    parts = [f"{span(item.minutes)}: {item.what}"]
    if item.part not in _OF_ONESELF:
        parts.append(f"Why: {why(shown)}")
    if item.guide:
        parts.append(f"Guide: {item.guide.title} ({item.guide.id})")
    if item.questions:
        parts.append(f"Questions: {', '.join(item.questions)}")
    if item.problems:
        parts.append(f"Problems: {', '.join(item.problems)}")
    if item.command:
        parts.append(item.command)
    return "\n".join(parts)


def _line(text: str) -> str:
    return " ".join(visible(text).split())


def _add_zone(calendar: "Calendar", zone: ZoneInfo | None, plan: Plan) -> None:
    """The rules of the zone for the years of the plan alone: for ever they would be most of the file."""
    days = [day.on for day in plan.days if day.on]
    if zone is not None and days:
        calendar.add_missing_timezones(
            first_date=date(min(days).year, 1, 1), last_date=date(max(days).year + 1, 12, 31)
        )
