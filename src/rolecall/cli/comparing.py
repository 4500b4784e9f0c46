"""`rolecall compare`: what was promised beside what an interview tested."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from rolecall.cli import show
from rolecall.cli.batch import run_batch, text_of
from rolecall.cli.material import source, sources_from, write_bytes
from rolecall.coach.patterns import proposed, shared
from rolecall.coach.reading import Reading
from rolecall.content.reports import load_reports as report_words
from rolecall.content.stripping import load_strip as build_strip
from rolecall.domain.mail import DraftRequest
from rolecall.domain.reports.earlier import AFTER_AN_INTERVIEW, after_interview, ask_earlier
from rolecall.domain.reports.telling import tell_comparison
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import RoleReading, Source, SourceKind
from rolecall.ports import BadInput
from rolecall.wiring import build_comparing, build_files, build_reading, knowledge

_SEVERAL = ("--promised", "--tested")


class SeveralFiles(TyperCommand):
    """Lets an option be followed by several files: `--promised ad.pdf mail.txt --tested report.txt`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, spread(args))


def spread(args: Sequence[str]) -> list[str]:
    """Every file after `--promised` or `--tested` with the option before it."""
    told: list[str] = []
    option = ""
    for one in args:
        if one in _SEVERAL:
            option = one
        elif one.startswith("-") and one != "-":
            option = ""
            told.append(one)
        else:
            told += [option, one] if option else [one]
    return told


def compare(
    promised: Annotated[
        list[str] | None, typer.Option(metavar="FILE...", help="The ad, messages; - for standard input.")
    ] = None,
    tested: Annotated[
        list[str] | None, typer.Option(metavar="FILE...", help="Reports of interviews; - for standard input.")
    ] = None,
    keep_pattern: Annotated[
        str, typer.Option(metavar="FILE", help="Also write the report without names, to edit and import.")
    ] = "",
    batch: Annotated[
        str, typer.Option(help="A file of JSON requests, one a line; - for standard input.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """Compare what was promised with what an interview tested."""
    reading = build_reading()
    comparing = build_comparing()
    if batch:
        return run_batch(batch, lambda request: as_answer(comparing(*_requested(request, reading))))
    if not promised or not tested:
        raise BadInput(
            "Both sides are needed: --promised FILE... (the ad, a message) and --tested FILE... (a report)."
        )
    files = build_files()
    before, notes = sources_from(promised, None, files, reading)
    after, more = sources_from(tested, SourceKind.REPORT, files, reading)
    compared = comparing([_promising(one) for one in before], after)
    compared = compared.model_copy(update={"notes": (*compared.notes, *notes, *more)})
    if json:
        show.as_json(as_answer(compared))
    else:
        show.out(tell_comparison(compared))
        _show_earlier(compared)
    if keep_pattern:
        _keep(keep_pattern, after[-1], compared, reading.read(before))
    return 0


def with_reports(request: DraftRequest, sources: Sequence[Source]) -> DraftRequest:
    """A request for a mail after an interview with what the reports among the sources show."""
    tested = [one for one in sources if one.kind is SourceKind.REPORT]
    if request.purpose not in AFTER_AN_INTERVIEW or not tested:
        return request
    compared = build_comparing()([one for one in sources if one not in tested], tested)
    return after_interview(request, compared, report_words(), knowledge().questions)


def _show_earlier(compared: Comparison) -> None:
    """What could be asked before the next interview of this kind."""
    found = ask_earlier(compared, report_words(), knowledge().questions)
    if found:
        show.out("\nTo ask earlier next time")
        for one in found:
            show.out(f"  {one.text}\n    {one.why}")


def _keep(path: str, report: Source, compared: Comparison, told: RoleReading) -> None:
    """Writes a file of one pattern; nothing goes into the library before the user has read it."""
    stripped = build_strip()(report.text.strip(), [name for name in (told.company, told.recruiter) if name])
    found = proposed(stripped, compared)
    write_bytes(path, shared([found.pattern]))
    gone = "; ".join(dict.fromkeys(one.text for one in found.removed)) or "nothing"
    show.say(f"Taken out: {gone}. Read {path} and edit it, then `rolecall patterns import {path}` keeps it.")


def as_answer(compared: Comparison) -> dict[str, Any]:
    """The fields of the design's `compare --json`, and beside them what the verdict rests on."""
    answer = compared.model_dump(mode="json")
    answer["promises"] = [
        {field: one[field] for field in ("quote", "who", "state", "evidence")} for one in answer["promises"]
    ]
    return answer


def _requested(request: dict[str, Any], reading: Reading) -> tuple[list[Source], list[Source]]:
    promised = [_promising(one) for one in _sources(request, "promised", None, reading)]
    return promised, _sources(request, "tested", SourceKind.REPORT, reading)


def _sources(request: dict[str, Any], field: str, kind: SourceKind | None, reading: Reading) -> list[Source]:
    given = request.get(field)
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise BadInput(f"The field {field!r} must be a list of {{'kind', 'text'}}.")
    return [
        source(text, one.get("kind") or kind, reading)
        for one in given
        if (text := text_of(one, "text")).strip()
    ]


def _promising(one: Source) -> Source:
    """A line that names a role promises it, whatever it was taken for; call notes promise as they are."""
    return one.model_copy(update={"kind": SourceKind.MESSAGE}) if one.kind in _NO_PROMISE else one


_NO_PROMISE = (SourceKind.CV, SourceKind.PAPER, SourceKind.REPORT)
