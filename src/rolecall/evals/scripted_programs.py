"""Stands in for the sandbox where many runs are played: it knows what the bank's own programs give."""

import re
from collections.abc import Mapping

from rolecall.domain.coding import Coding
from rolecall.domain.problems import Case, ProblemFolder, Verdict, seed_of
from rolecall.domain.programs import Answer, Call, Job, Outcome, ProgramError, RunResult
from rolecall.domain.values import Value
from rolecall.ports import SandboxUnavailable, Wall

FAILS = "# the sandbox breaks here"
"""A program with this line is not run: the sandbox fails."""
_PRINTED = re.compile(r'^print\("(.*)"\)$', re.MULTILINE)
_SECONDS = 0.01
_TOO_SLOW = 3.0
"""Times the limit that a slow program takes."""
_WHOLE = {
    Verdict.FORBIDDEN: Outcome.FORBIDDEN,
    Verdict.MEMORY_LIMIT: Outcome.MEMORY_LIMIT,
    Verdict.TIME_LIMIT: Outcome.TIME_LIMIT,
}


class Known(Value):
    """One program of the bank: whose it is, and which check must catch it; empty for a right one."""

    text: str
    folder: ProblemFolder
    caught_by: str = ""
    is_starter: bool = False
    """Of a problem where a slow starter is to be made faster."""


def without_checks(coding: Coding) -> Coding:
    """Problems with their declared cases alone: what checks.py makes would have to be run."""
    bare = {
        name: folder.model_copy(update={"checks": ""}) if caught_by_declared(folder) else folder
        for name, folder in coding.problems.items()
    }
    return coding.model_copy(update={"problems": bare})


def caught_by_declared(folder: ProblemFolder) -> tuple[str, ...]:
    """Texts of the wrong variants that a declared case or a verdict catches."""
    names = {case.name for case in folder.cases} | set(_WHOLE)
    return tuple(
        folder.wrong[name] for name, one in sorted(folder.problem.wrong.items()) if one.caught_by in names
    )


class ScriptedRunner:
    """A runner that runs nothing: it looks a program up and gives what that one would."""

    def __init__(self, problems: Mapping[str, ProblemFolder]) -> None:
        self._known: list[Known] = []
        for folder in problems.values():
            self._known.append(Known(text=folder.reference, folder=folder))
            if any(case.speed and case.speed.against == "starter" for case in folder.cases):
                self._known.append(Known(text=folder.starter, folder=folder, is_starter=True))
            for name, one in folder.problem.wrong.items():
                text = folder.wrong.get(name, "")
                self._known.append(Known(text=text, folder=folder, caught_by=one.caught_by))
        # The longer text first: a wrong variant may hold the whole reference.
        self._known.sort(key=lambda one: -len(one.text))

    def run(self, job: Job) -> RunResult:
        if FAILS in job.source:
            raise SandboxUnavailable("The sandbox broke while it was being set up.")
        found = next((one for one in self._known if one.text.strip() in job.source), None)
        printed = "\n".join(_PRINTED.findall(job.source))
        if found is None:
            error = ProgramError(kind="NotImplementedError", message="nothing is written yet")
            answers = tuple(Answer(error=error) for _ in job.calls)
            return RunResult(outcome=Outcome.OK, answers=answers, stdout=printed, seconds=0.1, peak_mb=40)
        whole = _WHOLE.get(found.caught_by)  # type: ignore[call-overload]
        if whole is not None:
            return RunResult(
                outcome=whole,
                message="It passed what it may use.",
                forbidden=found.folder.problem.forbidden[:1] if whole is Outcome.FORBIDDEN else (),
                stdout=printed,
            )
        answers = tuple(_answer(found, call) for call in job.calls)
        return RunResult(outcome=Outcome.OK, answers=answers, stdout=printed, seconds=0.2, peak_mb=48)

    def walls(self) -> tuple[Wall, ...]:
        return ()

    def stands(self) -> str:
        return "scripted"


def _answer(known: Known, call: Call) -> Answer:
    cases = known.folder.cases
    case = next((one for one in cases if (one.setup, one.call) == (call.setup, call.call)), None)
    if case is None:
        return Answer(value=None, seconds=_SECONDS, cpu_seconds=_SECONDS)
    if case.name != known.caught_by or case.speed is not None:
        taken = _seconds(known, case)
        return Answer(value=_right(case), seconds=taken, cpu_seconds=taken)
    if seed_of(known.text) % 3 == 0:
        return Answer(error=ProgramError(kind="IndexError", message="index 3 is out of bounds"))
    return Answer(value="another value", seconds=_SECONDS, cpu_seconds=_SECONDS)


def _seconds(known: Known, case: Case) -> float:
    """A right program takes a third of its limit, a slow one three times as long as it may."""
    if case.speed is None:
        return _SECONDS
    by_starter = case.speed.against == "starter"
    other = _SECONDS / case.speed.at_most * _TOO_SLOW if by_starter else _SECONDS
    if known.is_starter:
        return other
    return other * case.speed.at_most * _TOO_SLOW if case.name == known.caught_by else _SECONDS


def _right(case: Case) -> object:
    return 0 if case.asks_reference else case.expected
