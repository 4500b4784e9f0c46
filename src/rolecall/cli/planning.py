"""`rolecall plan`: the hours until an interview, split by what will probably be tested."""

import json as jsons
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from rolecall.cli import show
from rolecall.cli.material import STDIN, sources_from
from rolecall.coach.calendar_file import to_ics, zone_named
from rolecall.coach.preparing import Preparing, check_days
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.plans.handout import plan_handout
from rolecall.domain.plans.moving import compare_plans
from rolecall.domain.plans.telling import begins_on, clock, day_title, span, told_by, why
from rolecall.domain.plans.values import LEAST_HOURS, MOST_HOURS, CvReading, Plan, PlanRequest
from rolecall.domain.progress import Progress
from rolecall.domain.quoting import quoted
from rolecall.domain.roles import Source, SourceKind
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import (
    OWNER,
    build_files,
    build_preparing,
    build_reading,
    now,
    opened,
)

WIDTH = 80
"""Columns of a terminal."""
_OWN = (SourceKind.CV, SourceKind.PAPER)
_STATES = {"covered": "in it", "adjacent": "near", "missing": "not in it"}
_USUAL_BEGIN = "09:00"


def plan(  # noqa: PLR0917 - the command's options, as typer wants them
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="The ad, messages, replies, reports; - for standard input."),
    ] = None,
    hours: Annotated[
        float | None, typer.Option(help=f"Hours of work you have, {LEAST_HOURS} to {MOST_HOURS}.")
    ] = None,
    days: Annotated[int | None, typer.Option(help="Days until the interview, today among them.")] = None,
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the interview instead.")
    ] = "",
    weekends: Annotated[
        bool, typer.Option("--weekends/--no-weekends", help="Whether Saturdays and Sundays count as days.")
    ] = True,
    cv: Annotated[str, typer.Option(metavar="FILE", help="Your CV, to see beside what the ad asks.")] = "",
    paper: Annotated[str, typer.Option(metavar="FILE", help="Your own paper, for a deep dive.")] = "",
    mocks: Annotated[bool, typer.Option("--mocks", help="Count what your mocks showed, too.")] = False,
    since: Annotated[
        str, typer.Option(metavar="PLAN.json", help="An earlier plan as --json printed it: say what moved.")
    ] = "",
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE.ics", help="Also write a calendar to import.")
    ] = None,
    begin: Annotated[
        str, typer.Option("--at", metavar="HH:MM", help="When a day's work begins.")
    ] = _USUAL_BEGIN,
    zone: Annotated[str, typer.Option(help="Time zone of the calendar, such as Europe/Berlin.")] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE.md", help="Also write it as Markdown.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """Split the hours until an interview by what will probably be tested, day by day."""
    moment = datetime.fromisoformat(now()).astimezone(zone_named(zone) if zone else None)
    request = _request(hours, days, day, moment.date(), weekends=weekends)
    begins = _time(begin)
    before = _earlier(since) if since else None
    for path, suffix in ((ics, ".ics"), (out, ".md")):
        _check_out(path, suffix)
    sources, request = _sources(files, cv, paper, request)
    made = _preparing().plan(sources, request, progress=_progress() if mocks else None)
    if out is not None:
        _write(out, to_markdown(plan_handout(made, moment.date())).encode("utf-8"))
    if ics is not None:
        named = zone_named(zone) if zone else None
        _write(ics, to_ics(made, begins=begins, stamp=moment, zone=named, before=before))
    if json:
        moved = {"moves": compare_plans(before, made).model_dump(mode="json")} if before else {}
        show.as_json({**made.model_dump(mode="json"), **moved})
        return 0
    for line in _lines(made, begins, moment):
        show.out(line)
    if before is not None:
        for line in _moves(before, made):
            show.out(line)
    return 0


def _request(hours: float | None, days: int | None, day: str, today: date, *, weekends: bool) -> PlanRequest:
    if hours is None:
        raise BadInput("Say how many hours of work you have, such as --hours 10.")
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise BadInput(f"--hours is {hours:g}; give {LEAST_HOURS} to {MOST_HOURS} hours of work.")
    if days is not None and day:
        raise BadInput(
            "Give --days or --date, not both: the day of the interview says how many days there are."
        )
    if day:
        interview = _date(day)
        days = (interview - today).days
        check_days(days, interview)
    elif days is not None:
        check_days(days)
    return PlanRequest(hours=hours, days=days, first_day=today, weekends=weekends)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(f"{text!r} is not a date; write it like 2026-11-30.") from error


def _time(text: str) -> time:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError as error:
        raise BadInput(f"{text!r} is not a time of day; write it like {_USUAL_BEGIN}.") from error


def _sources(
    paths: list[str] | None, cv: str, paper: str, request: PlanRequest
) -> tuple[list[Source], PlanRequest]:
    """Every text with its kind, and the request with what commands name."""
    if not paths:
        raise BadInput("No file was named; give the ad or the recruiter's message, or - for standard input.")
    if [*paths, cv, paper].count(STDIN) > 1:
        raise BadInput("Only one text can come from standard input; name files for the others.")
    reader, reading = build_files(), build_reading()
    sources, notes = sources_from(paths, None, reader, reading)
    of_role = [path for path, source in zip(paths, sources, strict=True) if source.kind not in _OWN]
    papers = [path for path, source in zip(paths, sources, strict=True) if source.kind is SourceKind.PAPER]
    for path, kind in ((cv, SourceKind.CV), (paper, SourceKind.PAPER)):
        if path:
            more, told = sources_from([path], kind, reader, reading)
            sources += more
            notes += told
    of_others = [source for source in sources if source.kind not in _OWN and source.text.strip()]
    if of_others:
        # What was not read, or not followed, is told; what little a text says is the plan's own matter.
        notes += [note for note in reading.read(of_others).notes if any(words in note for words in _TOLD)]
    for note in notes:
        show.say(note)
    named = tuple(path for path in of_role if path != STDIN)
    own = next((path for path in [paper, *papers] if path and path != STDIN), "")
    return sources, request.model_copy(update={"files": named, "paper_file": own})


_TOLD = ("seems to be in", "instructions to a program")


@cache
def _preparing() -> Preparing:
    return build_preparing()


def _progress() -> Progress:
    with opened(load()) as house:
        return house.coach.debriefing.progress(OWNER)


def _earlier(path: str) -> Plan:
    try:
        told = jsons.loads(Path(path).read_bytes())
        return Plan.model_validate({name: told[name] for name in told if name in Plan.model_fields})
    except OSError as error:
        raise BadInput(f"The file {path!r} cannot be read ({error.strerror}).") from error
    except (ValidationError, ValueError, TypeError) as error:
        raise BadInput(f"{path!r} holds no plan; give what `rolecall plan --json` printed.") from error


def _check_out(path: Path | None, suffix: str) -> None:
    if path is None:
        return
    if path.suffix.lower() != suffix:
        raise BadInput(f"The plan cannot be written as {path.name!r}; name a {suffix} file.")
    if path.is_dir() or not path.parent.is_dir():
        raise BadInput(f"The file {str(path)!r} cannot be written; name a file in a folder that is there.")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"The file {str(path)!r} cannot be written ({error.strerror}).") from error
    show.say(f"Wrote {path}.")


def _lines(made: Plan, begins: time, moment: datetime) -> Iterator[str]:
    heading = ", ".join(part for part in (made.title, made.company) if part)
    if heading:
        yield from _filled(heading)
        yield ""
    yield from _filled(f"{span(made.minutes)} of work. {made.says}")
    for note in made.notes:
        yield from _filled(note)
    yield "\nHow the hours are split"
    for part in made.parts:
        yield from _filled(f"{part.label}: {why(part)}", first=f"  {span(part.minutes):>11}  ", rest=" " * 15)
    if made.asking:
        yield "\nAsk first"
        for asking in made.asking:
            who = asking.to.replace("_", " ")
            yield from _filled(f"{quoted(asking.question)} (the {who})", first="  ", rest="  ")
            yield from _filled(asking.says, first="    ", rest="    ")
    for day in made.days:
        yield f"\n{day_title(day)}"
        start = begins_on(day, begins, moment)
        first = start.hour * 60 + start.minute
        for block in day.blocks:
            yield f"  {clock(first + block.start)} to {clock(first + block.start + block.minutes)}"
            for name in block.items:
                yield from _item(made, name)
    when = f", {made.interview_day}" if made.interview_day else ""
    yield f"\nOn the day of the interview{when}"
    for line in made.on_the_day:
        yield from _filled(line, first="  - ", rest="    ")
    if made.skipped:
        yield "\nNot worth doing in these hours"
        for one in made.skipped:
            yield from _filled(f"{one.what}. {one.why}", first="  - ", rest="    ")
    if made.cv is not None:
        yield from _cv(made.cv)


def _item(made: Plan, name: str) -> Iterator[str]:
    item = made.item(name)
    yield from _filled(item.what, first=f"    {span(item.minutes):>10}  ", rest=" " * 16)
    yield from _filled(why(item), first=" " * 16, rest=" " * 16)
    if item.guide:
        yield from _filled(f"guide \u201c{item.guide.title}\u201d", first=" " * 16, rest=" " * 16)
    if item.command:
        # On a line of its own and never broken, so that it can be copied.
        yield f"{' ' * 16}$ {item.command}"
    elif item.questions:
        yield from _filled(f"questions {', '.join(item.questions)}", first=" " * 16, rest=" " * 16)


def _cv(cv: CvReading) -> Iterator[str]:
    yield "\nThe ad beside your CV"
    for note in cv.notes:
        yield from _filled(note, first="  ", rest="  ")
    for number, project in enumerate(cv.projects):
        yield "  For a deep dive, prepare" if number == 0 else "  and as a second"
        yield from _filled(told_by(project.quote), first="    ", rest="    ")
        yield from _filled(project.why, first="    ", rest="    ")
    for gap in cv.gaps:
        yield from _filled(
            f"{gap.label}: {told_by(gap.asked)}", first=f"  {_STATES[gap.state]:<10} ", rest=" " * 13
        )
        if gap.shown is not None:
            yield from _filled(told_by(gap.shown), first=" " * 13, rest=" " * 13)
        if gap.state != "covered":
            yield from _filled(gap.says, first=" " * 13, rest=" " * 13)


def _moves(before: Plan, made: Plan) -> Sequence[str]:
    moved = compare_plans(before, made)
    lines = ["\nWhat moved since the earlier plan", *_filled(moved.says, first="  ", rest="  ")]
    for move in moved.parts:
        lines += _filled(move.says, first="  - ", rest="    ")
    return lines


def _filled(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )
