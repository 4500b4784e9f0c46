"""The calendar file, read back by the library that calendars are written with."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from rolecall.coach.calendar_file import to_ics, zone_named
from rolecall.domain.plans.values import Plan
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput
from tests.coach.plan_cases import CV, ENGINEER, NAMED, planned, role, source

BERLIN = ZoneInfo("Europe/Berlin")
STAMP = datetime(2026, 3, 1, 8, tzinfo=UTC)
NINE = time(9)


def made(*more: str, hours: float = 10, days: int = 5) -> Plan:
    return planned(role(ENGINEER, *more), hours, days, first_day=date(2026, 3, 27), key="role-7")


def events(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def sittings(data: bytes) -> list[Event]:
    return [event for event in events(data) if isinstance(event["dtstart"].dt, datetime)]


def test_every_sitting_is_an_event_of_its_minutes_in_the_zone() -> None:
    plan = made()
    found = sittings(to_ics(plan, begins=NINE, stamp=STAMP, zone=BERLIN))
    blocks = [(day, block) for day in plan.days for block in day.blocks]
    assert len(found) == len(blocks)
    for event, (day, block) in zip(found, blocks, strict=True):
        start = event["dtstart"].dt
        assert start.date() == day.on
        assert start.utcoffset() == start.astimezone(BERLIN).utcoffset()
        assert event["dtend"].dt - start == timedelta(minutes=block.minutes)
    assert {one["dtstart"].dt.time() for one in found} >= {NINE}


def test_clocks_that_change_in_between_do_not_move_the_beginning() -> None:
    found = sittings(to_ics(made(), begins=NINE, stamp=STAMP, zone=BERLIN))
    firsts = {one["dtstart"].dt.date(): one["dtstart"].dt for one in reversed(found)}
    assert {first.time() for first in firsts.values()} == {NINE}
    assert len({first.utcoffset() for first in firsts.values()}) == 2


def test_importing_again_replaces_and_a_later_export_wins() -> None:
    first = events(to_ics(made(), begins=NINE, stamp=STAMP, zone=BERLIN))
    again = events(to_ics(made(), begins=time(18), stamp=STAMP + timedelta(hours=1), zone=BERLIN))
    assert [one["uid"] for one in first] == [one["uid"] for one in again]
    assert len({one["uid"] for one in first}) == len(first)
    assert again[0]["sequence"] > first[0]["sequence"]


def test_a_plan_that_moved_keeps_what_stays_and_cancels_what_is_gone() -> None:
    before, after = made(), made(NAMED)
    old = {str(one["uid"]) for one in events(to_ics(before, begins=NINE, stamp=STAMP, zone=BERLIN))}
    found = events(to_ics(after, begins=NINE, stamp=STAMP, zone=BERLIN, before=before))
    gone = {str(one["uid"]) for one in found if one.get("status") == "CANCELLED"}
    live = {str(one["uid"]) for one in found} - gone
    assert gone == old - live
    assert old & live
    assert gone


def test_without_a_zone_moments_are_told_in_utc() -> None:
    found = sittings(to_ics(made(), begins=NINE, stamp=STAMP))
    assert {one["dtstart"].dt.utcoffset() for one in found} == {timedelta()}


def test_the_day_itself_has_the_short_list_and_no_work() -> None:
    plan = made()
    last = events(to_ics(plan, begins=NINE, stamp=STAMP, zone=BERLIN))[-1]
    assert last["dtstart"].dt == plan.interview_day == date(2026, 4, 1)
    assert plan.on_the_day[0] in str(last["description"])


def test_work_of_today_begins_after_now() -> None:
    stamp = datetime(2026, 3, 27, 14, 7, tzinfo=BERLIN)
    first = sittings(to_ics(made(), begins=NINE, stamp=stamp, zone=BERLIN))[0]
    assert first["dtstart"].dt.time() == time(14, 15)


def test_work_ends_at_night_however_late_it_was_to_begin() -> None:
    plan = made(hours=30, days=5)
    for event in sittings(to_ics(plan, begins=time(22), stamp=STAMP, zone=BERLIN)):
        assert event["dtend"].dt.date() == event["dtstart"].dt.date()
        assert event["dtend"].dt.time() <= time(23)


def test_a_shared_calendar_tells_nothing_of_the_cv() -> None:
    sources = (*role(ENGINEER), source(CV, SourceKind.CV))
    plan = planned(sources, 20, 10, first_day=date(2026, 3, 27))
    text = b"".join(to_ics(plan, begins=NINE, stamp=STAMP).splitlines()).replace(b" ", b"")
    for private in (b"TensorFlow", b"Koppel", b"GPUsandkernels", b"Noor"):
        assert private not in text


def test_a_title_cannot_write_lines_of_the_calendar() -> None:
    plan = made().model_copy(update={"title": "Engineer\r\nBEGIN:VEVENT\r\nSUMMARY:x\u202e"})
    data = to_ics(plan, begins=NINE, stamp=STAMP, zone=BERLIN)
    assert b"\r\nSUMMARY:x" not in data
    assert len(events(data)) == data.count(b"\r\nBEGIN:VEVENT\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_plan_without_dates_is_refused() -> None:
    with pytest.raises(BadInput, match="no dates"):
        to_ics(planned(role(ENGINEER)), begins=NINE, stamp=STAMP)


@pytest.mark.parametrize("name", ["Mars", "", "../etc/passwd", "europe berlin"])
def test_a_zone_that_is_none_is_told(name: str) -> None:
    with pytest.raises(BadInput, match="time zone"):
        zone_named(name)
