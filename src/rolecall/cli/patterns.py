"""`rolecall patterns`: reports kept without names, listed, exported, imported."""

from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.cli.material import read_bytes, write_bytes
from rolecall.coach.patterns import patterns_in
from rolecall.settings import load
from rolecall.wiring import OWNER, opened

app = typer.Typer(
    help="Role patterns: interview reports kept without names, to cite and to share.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


@app.command("list")
def listed(json: Json = False) -> int:
    """The patterns of your library, newest first."""
    with opened(load()) as house:
        kept = house.coach.patterns.kept(OWNER)
    if json:
        show.as_json({"patterns": [{"id": one.id, "title": one.name, "text": one.text} for one in kept]})
    elif not kept:
        show.out("No pattern is kept yet; `rolecall compare ... --keep-pattern FILE` makes one.")
    else:
        for one in kept:
            show.out(f"{one.added_at[:10]}  {one.name}  ({one.id})")
    return 0


@app.command("export")
def exported(path: Annotated[str, typer.Argument(metavar="FILE", help="The file to write, or -.")]) -> int:
    """Write your patterns into one file to share."""
    with opened(load()) as house:
        data = house.coach.patterns.exported(OWNER)
    write_bytes(path, data)
    return 0


@app.command("import")
def imported(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file of patterns, or - for standard input.")],
    json: Json = False,
) -> int:
    """Add the patterns of a file to your library."""
    data = read_bytes(path)
    patterns_in(data)  # before the library is opened: a damaged file is told at once
    with opened(load()) as house:
        result = house.coach.patterns.imported(OWNER, data)
    if json:
        show.as_json(result)
    else:
        known = f", {result.known} known already" if result.known else ""
        show.out(f"{result.added} pattern{'' if result.added == 1 else 's'} added{known}.")
    return 0
