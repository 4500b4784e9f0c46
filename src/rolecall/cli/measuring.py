"""check, eval and doctor: whether the content holds, how good the coach is, what works on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.ports import BadInput
from rolecall.settings import load

DATA = Path("../shared/data")
"""Where the labelled material lies beside a checkout; it is no part of the project."""


def check(
    write_schemas: Annotated[bool, typer.Option(help="Generate knowledge/schema/ first.")] = False,
) -> int:
    """Check prompts/ and knowledge/ against their schemas."""
    from rolecall.content import check as content

    if write_schemas:
        content.write_schemas()
    faults = content.check_content()
    for fault in faults:
        show.say(fault)
    show.say("prompts/ and knowledge/ hold." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


def evaluate(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="roles, mail or search.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder of the labelled cases.")] = DATA,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Measure the coach on labelled cases."""
    from rolecall.cli.evaluating import EVALS, tell

    unknown = [name for name in names or () if name not in EVALS]
    if unknown:
        raise BadInput(f"There is no eval {unknown[0]!r}; choose from {', '.join(EVALS)}.")
    reports = {name: EVALS[name](data) for name in names or EVALS}
    if json:
        show.as_json({name: report.model_dump(mode="json") for name, report in reports.items()})
    else:
        for name, report in reports.items():
            show.out(tell(name, report))
    return 0


def doctor(
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Say what works on this machine, and what each missing thing costs."""
    from rolecall.cli.health import findings

    found = findings(load())
    if json:
        show.as_json(
            {
                "ok": all(one.ok or not one.needed for one in found),
                "findings": [f.model_dump() for f in found],
            }
        )
    else:
        for one in found:
            mark = "✓" if one.ok else ("✗" if one.needed else "–")
            show.out(f"{mark} {one.name}: {one.detail}")
            if not one.ok and one.cost:
                show.out(f"    costs you: {one.cost}")
    return 0 if all(one.ok or not one.needed for one in found) else 1
