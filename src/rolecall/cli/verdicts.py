"""Verdicts on solutions as people read them, and the fields that scripts rely on."""

import importlib.util
from typing import Any

from rolecall.cli import show
from rolecall.coach import checking_code
from rolecall.domain.problems import CaseResult, Judged, ProblemFolder, Verdict

LONGEST_OUTPUT = 2_000
"""Characters of what a solution printed that are shown in a terminal; --json has more."""
_WIDEST_NAME = 40
_SAYS = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.WRONG_ANSWER: "Wrong answer",
    Verdict.TIME_LIMIT: "Too slow",
    Verdict.MEMORY_LIMIT: "Too much memory",
    Verdict.RUNTIME_ERROR: "It failed",
    Verdict.FORBIDDEN: "It uses what this problem forbids",
}


def as_answer(judged: Judged) -> dict[str, Any]:
    """The fields of the documented `judge --json`, and one sentence in `message`."""
    cases = [
        {"name": one.name, "ok": one.ok, "message": one.message, "seconds": round(one.seconds, 6)}
        for one in judged.cases
    ]
    return {
        "problem": judged.problem,
        "verdict": judged.verdict.value,
        "cases": cases,
        "seconds": judged.seconds,
        "peak_mb": judged.peak_mb,
        "stdout": judged.stdout,
        "sandbox": judged.sandbox,
        "message": judged.message,
    }


def tell(judged: Judged, folder: ProblemFolder) -> None:
    """The verdict first, then the cases, what it took, what it printed, where it ran."""
    accepted = judged.verdict is Verdict.ACCEPTED
    show.out(f"{_SAYS[judged.verdict]}. {'Every case holds.' if accepted else judged.message}")
    if judged.cases:
        held = sum(one.ok for one in judged.cases)
        show.out(f"\n{folder.problem.title}: {held} of {len(judged.cases)} cases hold")
        width = min(_WIDEST_NAME, max(len(one.name) for one in judged.cases))
        for one in judged.cases:
            _tell_case(one, width)
    show.out(f"\n{judged.seconds:.2f} s in all, at most {judged.peak_mb:.0f} MB")
    if judged.stdout:
        show.out(f"\nIt printed:\n{_clipped(judged.stdout)}")
    if judged.sandbox:
        show.out(f"\nSandbox: {judged.sandbox}")


def _tell_case(one: CaseResult, width: int) -> None:
    ratio = f"  {one.times:.3g} times the {one.speed.against}'s time" if one.times and one.speed else ""
    show.out(f"  {'✓' if one.ok else '✗'} {one.name:<{width}}  {_duration(one.seconds):>8}{ratio}".rstrip())
    if not one.ok and one.message:
        show.out("      " + "\n      ".join(one.message.splitlines()))


def _duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _clipped(text: str) -> str:
    left = len(text) - LONGEST_OUTPUT
    return text.rstrip() if left <= 0 else f"{text[:LONGEST_OUTPUT]}\n… {left:,} more characters"


def not_installed(folder: ProblemFolder) -> list[str]:
    """Libraries that a problem needs and this Python does not have."""
    return [name for name in checking_code.libraries(folder) if importlib.util.find_spec(name) is None]


def tell_bank(problems: dict[str, ProblemFolder], *, json: bool) -> None:
    """Every problem in a line."""
    if json:
        show.as_json({"problems": [_of_bank(one) for one in problems.values()]})
        return
    width = max(map(len, problems), default=0)
    for name, folder in problems.items():
        problem = folder.problem
        missing = not_installed(folder)
        needs = "".join(
            f"  [needs {one}, {'not installed' if one in missing else 'installed'}]"
            for one in checking_code.libraries(folder)
        )
        show.out(
            f"{name:<{width}}  {problem.kind:<9}  level {problem.level}  {problem.minutes:>3} min"
            f"  {problem.title}{needs}"
        )


def _of_bank(folder: ProblemFolder) -> dict[str, Any]:
    problem = folder.problem
    return {
        "id": folder.id,
        "kind": problem.kind,
        "level": problem.level,
        "minutes": problem.minutes,
        "title": problem.title,
        "needs": list(checking_code.libraries(folder)),
        "not_installed": not_installed(folder),
    }


def tell_proof(folder: ProblemFolder, found: list[str]) -> None:
    """What does not hold of a problem, or what was tried where all does."""
    if found:
        show.out(f"{folder.id} does not judge rightly yet:")
        for fault in found:
            show.out(f"  ✗ {fault}")
        return
    show.out(
        f"{folder.id} holds: reference, {len(folder.right)} right and {len(folder.wrong)} wrong variants,"
        f" {len(folder.cases)} declared cases."
    )
