"""`rolecall audit`: a hiring team's ad beside its interview loop, and texts that bring them together."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.cli.material import read_path
from rolecall.coach.reading import clipped
from rolecall.domain.audits.counting import rows_in_words
from rolecall.domain.audits.telling import MARKS, STATES, because, marks, one_line, share_row, told_round
from rolecall.domain.audits.values import Audit, Duty, DutyState, Finding, FindingKind, Fix
from rolecall.ports import BadInput, FileReader
from rolecall.wiring import build_auditing, build_files, now

WIDTH = 80
"""Columns of a terminal."""
_MARK = 3
_STATE = 12
_NARROWEST = 26
"""Columns that an ad's sentence needs to be readable beside the marks."""
_FEWEST_WORDS = 8
"""Of an ad in which anything could be read."""


def audit(
    ad: Annotated[str, typer.Option(metavar="FILE", help="The job ad; - for standard input.")] = "",
    loop: Annotated[
        str, typer.Option(metavar="FILE", help="The rounds: who, how long, what is scored.")
    ] = "",
    rubric: Annotated[str, typer.Option(metavar="FILE", help="The rubric, if there is one.")] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Also write it as Markdown, with the texts.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """For hiring teams: which duties of your ad your interview loop tests, and texts that mend the gaps."""
    if not ad or not loop:
        raise BadInput("Name both texts: --ad FILE and --loop FILE.")
    if [ad, loop, rubric].count("-") > 1:
        raise BadInput("Only one text can come from standard input; name files for the others.")
    if out is not None:
        _check_out(out)
    files = build_files()
    told = _text(ad, files)
    if len(told.split()) < _FEWEST_WORDS:
        raise BadInput("The ad is too short to say what the work is; give the whole text.")
    auditing = build_auditing()
    result = auditing.audit(told, _text(loop, files), _text(rubric, files))
    if out is not None:
        _write(out, auditing.markdown(result, date.fromisoformat(now()[:10])))
    if json:
        show.as_json(result)
    else:
        for line in _lines(result):
            show.out(line)
    return 0


def _text(path: str, files: FileReader) -> str:
    if not path:
        return ""
    read = read_path(path, files)
    for note in read.notes:
        show.say(note)
    text, notes = clipped(read.text)
    for note in notes:
        show.say(note)
    return text


def _check_out(out: Path) -> None:
    if out.suffix.lower() != ".md":
        raise BadInput(f"The audit cannot be written as {out.name!r}; name a .md file.")
    if out.is_dir() or not out.parent.is_dir():
        raise BadInput(f"The file {str(out)!r} cannot be written; name a file in a folder that is there.")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"The file {str(out)!r} cannot be written ({error.strerror}).") from error
    show.say(f"Wrote {out}.")


def _lines(result: Audit) -> Iterator[str]:
    heading = ", ".join(part for part in (result.title, result.company) if part)
    if heading:
        yield from _filled(heading)
        yield ""
    yield from _filled(result.summary)
    yield "\nThe loop as told"
    for one in result.loop.rounds:
        n, name, kind, minutes, who, scored = told_round(one)
        long = minutes if one.minutes is None else f"{minutes} min"
        told = f"{name}: {kind}, {long}; who: {who}; scored: {scored}"
        yield from _filled(told, first=f"  {n:>2}  ", rest=" " * 6)
    yield "\nWhat the ad says, and which rounds test it"
    yield from _matrix(result.duties, [one.n for one in result.loop.rounds])
    yield from _filled(rows_in_words(result.counts, unread=False), first="  ", rest="  ")
    yield "\nWhere the time goes"
    yield from _times(result)
    if result.findings:
        yield "\nWhat stands out"
        for number, finding in enumerate(result.findings, start=1):
            yield from _finding(number, finding)
    if result.fits:
        yield "\nThe loop fits the ad; there is nothing to propose."
    if result.fixes:
        yield "\nTexts ready to paste ([brackets] are for what only you know)"
        for fix in result.fixes:
            yield from _fix(result, fix)
    for note in result.notes:
        yield ""
        yield from _filled(note)


def _matrix(duties: Sequence[Duty], numbers: Sequence[int]) -> Iterator[str]:
    """Sentences down, rounds across; many rounds are told in several blocks."""
    told = [duty for duty in duties if duty.state is not DutyState.UNREAD]
    most = max(1, (WIDTH - _NARROWEST - _STATE) // _MARK)
    for at in range(0, len(numbers), most):
        some = numbers[at : at + most]
        wide = WIDTH - _MARK * len(some) - _STATE
        yield " " * wide + "".join(f"{n:>{_MARK}}" for n in some)
        for duty in told:
            text = textwrap.wrap(one_line(duty.said.quote), wide - 2) or [""]
            signs = "".join(f"{sign:>{_MARK}}" for sign in marks(duty, some))
            yield f"  {text[0]:<{wide - 2}}{signs} {STATES[duty.state]}"
            yield from (f"  {more}" for more in text[1:])
    yield f"  {MARKS['kind']} by the kind of round, {MARKS['words']} by what is told of it"


def _times(result: Audit) -> Iterator[str]:
    head = ("kind", "rounds", "minutes", "of the loop", "of the ad's work")
    for row in (head, *(share_row(share) for share in result.profile.kinds)):
        yield f"  {row[0]:<16}{row[1]:>6}  {row[2]:>8}  {row[3]:>11}  {row[4]}"
    for sentence in result.in_words:
        yield from _filled(sentence, first="  ", rest="  ")


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield from _filled(finding.text, first=f"{number:>3} ", rest="    ")
    for said in finding.quotes:
        yield from _filled(f"\u201c{one_line(said.quote, 200)}\u201d", first="      ", rest="      ")
    if finding.candidate and finding.kind is not FindingKind.AD_SILENT:
        yield from _filled(finding.candidate, first="    ", rest="    ")


def _fix(result: Audit, fix: Fix) -> Iterator[str]:
    yield ""
    yield from _filled(f"* {fix.title}", rest="  ")
    yield from _filled(f"{fix.why} {because(result, fix)}", first="  ", rest="  ")
    yield ""
    # Without an indent, so that it can be copied as it stands.
    for line in fix.text.split("\n"):
        yield from _filled(line) if line.strip() else [""]


def _filled(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=rest)
