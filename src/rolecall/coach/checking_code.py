"""A problem's own checks.py: makes cases, and judges answers that are more than one value.

It runs in a jail of its own, without the submission, on plain values: a hostile answer meets no code of ours.
"""

from collections.abc import Sequence
from typing import Any

from rolecall.domain.data import Data
from rolecall.domain.problems import Case, Problem
from rolecall.domain.programs import Call, Job, Outcome, RunResult
from rolecall.domain.values import Value
from rolecall.ports import ContentError, ProgramRunner

_MAKE = "[dict(case) for case in cases(np.random.default_rng(_seed))] if 'cases' in globals() else []"
_JUDGE = "{name}(_output, _expected, _inputs)"
_MOST_CASES = 500


class Open(Value):
    """An answer that is right by value, with the place of its case."""

    place: int
    case: Case
    value: Data


def made_cases(runner: ProgramRunner, problem: Problem, seed: int) -> list[dict[str, Any]]:
    """What `cases(rng)` of checks.py gives, not yet looked at. Raises ContentError where it fails."""
    if not problem.checks_source:
        return []
    ran = runner.run(_job(problem, (Call(call=_MAKE, inputs={"_seed": seed}),), seed))
    _must_be_well(problem, ran)
    made = ran.answers[0].value
    if (
        not isinstance(made, list)
        or len(made) > _MOST_CASES
        or not all(isinstance(one, dict) for one in made)
    ):
        raise ContentError(f"{problem.id}: 'cases' of checks.py gives no list of at most {_MOST_CASES} maps.")
    return made


def failed(
    runner: ProgramRunner, problem: Problem, open_ones: Sequence[Open], seed: int
) -> list[tuple[int, str, str]]:
    """Place, check and words for each check that did not hold.

    A check is called with the answer, the expected value (None without one) and the case's inputs. It holds
    where it gives None or True; False, a text or an AssertionError says that it does not.
    """
    asked = [(one, check) for one in open_ones for check in (*problem.checks, *one.case.checks)]
    if not asked:
        return []
    calls = tuple(
        Call(
            call=_JUDGE.format(name=check),
            inputs={"_output": one.value, "_expected": one.case.expected, "_inputs": one.case.inputs},
        )
        for one, check in asked
    )
    ran = runner.run(_job(problem, calls, seed))
    if len(ran.answers) < len(calls):
        raise ContentError(f"{problem.id}: checks.py failed: {ran.message}")
    found = []
    for (one, check), answer in zip(asked, ran.answers, strict=True):
        if answer.error is None:
            words = _said(answer.value)
        elif answer.error.kind == "AssertionError":
            words = answer.error.message or "does not hold"
        else:  # an answer of a shape that the check did not foresee is wrong, not the check
            words = f"cannot be checked ({answer.error.kind}: {answer.error.message})"
        if words:
            shown = words if one.case.hidden else f"{one.case.call}: {words}"
            found.append((one.place, check, f"{shown} ({check.removeprefix('check_')})"))
    return found


def _said(value: Data) -> str:
    if value is None or value is True or value == "":
        return ""
    if isinstance(value, str):
        return value
    numbers = getattr(value, "numbers", None)  # numpy's own True
    return "" if numbers is not None and numbers() == [True] else "does not hold"


def _job(problem: Problem, calls: tuple[Call, ...], seed: int) -> Job:
    return Job(source=problem.checks_source, calls=calls, needs=problem.libraries, seed=seed)


def _must_be_well(problem: Problem, ran: RunResult) -> None:
    if ran.outcome is not Outcome.OK:
        raise ContentError(f"{problem.id}: checks.py failed: {ran.message}")
