"""check, eval and doctor: whether the content holds, how good the coach is, what works on this machine."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.cli.spending import agreed
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import OWNER, opened

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


NAMES = (
    "roles, mail, search, interviewer, judge, explanations, kinds, promises, replies, reports, audits, "
    "intents, grounding, answers, injection"
)
"""Of `EVALS`, which is imported only when something is measured."""
MODEL = "model"
"""The eval of the connected model; it costs something, so it runs only where it is asked for."""


def evaluate(  # noqa: PLR0917 - options of the command
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME...",
            help=f"{NAMES}; all of them without a name. model: every job of the connected model.",
        ),
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder of the labelled cases.")] = DATA,
    model: Annotated[
        bool, typer.Option("--model", help="With judge: measure the connected model, and remember it.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With model or --model: do not ask before it costs something.")
    ] = False,
    requests: Annotated[
        int, typer.Option(help="With model: requests of all jobs; fewer than 200 are a quick look.")
    ] = 200,
    hostile: Annotated[
        int, typer.Option(help="With model: hostile texts to play through whole conversations.")
    ] = 8,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Measure the coach on labelled cases."""
    from rolecall.cli.evaluating import EVALS, tell

    if model:
        return _measure_judge(names, yes=yes, json=json)
    if names and MODEL in names:
        from rolecall.cli.model_measuring import measure_model

        if names != [MODEL]:
            raise BadInput("model goes alone: `rolecall eval model`.")
        return measure_model(requests=requests, hostile=hostile, yes=yes, json=json)
    unknown = [name for name in names or () if name not in EVALS]
    if unknown:
        raise BadInput(f"There is no eval {unknown[0]!r}; choose from {', '.join(EVALS)}.")
    reports = {name: EVALS[name](data) for name in names or EVALS}
    if json:
        show.as_json({name: report.model_dump(mode="json") for name, report in reports.items()})
    else:
        for name, report in reports.items():
            show.out(tell(name, report))
    return 0 if all(getattr(report, "holds", True) for report in reports.values()) else 1


def _measure_judge(names: list[str] | None, *, yes: bool, json: bool) -> int:
    """How far the connected model agrees with the graded samples; below the bar it gives no levels."""
    if names != ["judge"]:
        raise BadInput("--model goes with one eval: `rolecall eval judge --model`.")
    with opened(load()) as house:
        connected = house.coach.model(OWNER)
        if connected is None:
            raise BadInput("No model is connected; set ROLECALL_MODEL, or connect one on the Settings page.")
        trust = house.coach.trust
        agreed(connected, "Measuring it as a judge", trust.expected(connected), yes=yes)
        measured = asyncio.run(trust.measure(OWNER, connected))
    if json:
        show.as_json(
            {**measured.model_dump(mode="json"), "holds": measured.holds, "why_not": measured.why_not}
        )
        return 0 if measured.holds else 1
    show.out(
        f"{measured.judge}, over {measured.pairs} judgements: weighted kappa {measured.kappa:.2f}, "
        f"exact {measured.exact:.0%}, within one level {measured.within_one:.0%}, "
        f"unscored {measured.unscored:.0%}, high levels for empty answers {measured.overpraise:.0%}."
    )
    show.out("It may give levels." if measured.holds else f"It gives no levels: {measured.why_not}.")
    return 0 if measured.holds else 1


def doctor(
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    model: Annotated[
        bool, typer.Option("--model", help="Find out what the connected model can do, in a few small calls.")
    ] = False,
) -> int:
    """Say what works on this machine, and what each missing thing costs."""
    from rolecall.cli.health import findings

    found = findings(load(), try_model=model)
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
            for wall in one.walls:
                said = wall.keeps if wall.stands else f"does not stand here ({wall.why_not})"
                show.out(f"    {'✓' if wall.stands else '–'} {wall.name}: {said}")
    return 0 if all(one.ok or not one.needed for one in found) else 1
