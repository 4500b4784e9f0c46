"""A problem's own checks.py: makes cases, and judges outputs that have no single right value.

It runs in a jail of its own, without the submission, on plain values: a hostile output meets no code of ours.
"""

import re
from collections.abc import Sequence
from typing import Any

from rolecall.domain.data import Data, Other
from rolecall.domain.problems import Case, ProblemFolder
from rolecall.domain.programs import Answer, Call, Job, Outcome, RunResult
from rolecall.domain.values import Value
from rolecall.ports import ContentError, ProgramRunner

_MAKE = "[dict(case) for case in cases(np.random.default_rng(_seed))] if 'cases' in globals() else []"
_HOLDS = "holds(_name, _inputs, _output, _expected)"
_MOST_CASES = 500


class Output(Value):
    """What a case of checks.py gave, with what the reference gave."""

    case: Case
    value: Data


def judges(folder: ProblemFolder) -> bool:
    """Whether checks.py judges the outputs of its cases itself, instead of a comparison."""
    return "def holds(" in folder.checks


def made_cases(runner: ProgramRunner, folder: ProblemFolder, seed: int) -> list[dict[str, Any]]:
    """What `cases(rng)` of checks.py gives, not yet looked at. Raises ContentError where it fails."""
    if not folder.checks:
        return []
    ran = runner.run(_job(folder, (Call(call=_MAKE, inputs={"_seed": seed}),), seed))
    if ran.outcome is not Outcome.OK:
        raise ContentError(f"{folder.id}: checks.py failed: {ran.message}")
    made = ran.answers[0].value
    if (
        not isinstance(made, list)
        or len(made) > _MOST_CASES
        or not all(isinstance(one, dict) for one in made)
    ):
        raise ContentError(f"{folder.id}: 'cases' of checks.py gives no list of at most {_MOST_CASES} maps.")
    for case in made:
        strange = [name for name, value in (case.get("inputs") or {}).items() if isinstance(value, Other)]
        if strange:
            raise ContentError(f"{folder.id}: the input {strange[0]!r} of checks.py is no plain value.")
    return made


def refused(runner: ProgramRunner, folder: ProblemFolder, outputs: Sequence[Output], seed: int) -> list[str]:
    """For each output what `holds` has against it, else empty. Raises ContentError where it fails."""
    calls = tuple(
        Call(
            call=_HOLDS,
            inputs={
                "_name": one.case.name,
                "_inputs": one.case.inputs,
                "_output": one.value,
                "_expected": one.case.expected,
            },
        )
        for one in outputs
    )
    if not calls:
        return []
    ran: RunResult = runner.run(_job(folder, calls, seed))
    if len(ran.answers) < len(calls):
        raise ContentError(f"{folder.id}: 'holds' of checks.py failed: {ran.message}")
    return [_said(answer) for answer in ran.answers]


def _said(answer: Answer) -> str:
    error, value = answer.error, answer.value
    if error is not None:
        if error.kind == "AssertionError":
            return error.message or "It does not hold."
        # An output of a shape that `holds` did not foresee is wrong, not the check.
        return f"This output cannot be judged ({error.kind}: {error.message})."
    if value is None or value is True or value == "":
        return ""
    if isinstance(value, str):
        return value
    numbers = getattr(value, "numbers", None)  # numpy's own True
    return "" if numbers is not None and numbers() == [True] else "It does not hold."


def _job(folder: ProblemFolder, calls: tuple[Call, ...], seed: int) -> Job:
    return Job(source=folder.checks, calls=calls, needs=libraries(folder), seed=seed)


def libraries(folder: ProblemFolder) -> tuple[str, ...]:
    """What it needs beside numpy: as its file says, and torch where its own code speaks of it."""
    texts = [folder.reference, folder.checks, *(f"{case.setup}\n{case.call}" for case in folder.cases)]
    torch = any(re.search(r"\btorch\b", text) for text in texts)
    return tuple(dict.fromkeys((*folder.problem.needs, *(("torch",) if torch else ()))))
