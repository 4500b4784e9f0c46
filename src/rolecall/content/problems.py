"""Loads coding problems: a folder each, of knowledge/problems or of somebody's own."""

from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.domain.problems import Problem, ProblemFile, Wrong, caught_by
from rolecall.ports import ContentError

LONGEST_FILE = 1_000_000
"""Bytes of one file of a problem."""


def load_problems(root: Path = ROOT / "knowledge" / "problems") -> dict[str, Problem]:
    """Every problem below a folder by its id, in order. Raises ContentError naming file and field."""
    return {path.parent.name: load_problem(path.parent) for path in sorted(root.glob("*/problem.yaml"))}


def load_problem(folder: Path) -> Problem:
    """One folder: problem.yaml, and beside it statement.md, starter.py, reference.py, wrong/*.py, checks.py.

    Raises ContentError naming what is missing or does not hold.
    """
    path = folder / "problem.yaml"
    if not path.is_file():
        raise ContentError(f"{shown(folder)}: no problem.yaml; a problem is a folder with one in it.")
    file = load_yaml(path, ProblemFile)
    problem = Problem(
        **{name: getattr(file, name) for name in ProblemFile.model_fields},
        id=folder.resolve().name,
        statement=_text(folder / "statement.md"),
        starter=_text(folder / "starter.py"),
        reference=_text(folder / "reference.py"),
        checks_source=_text(folder / "checks.py"),
        wrong=tuple(_wrong(one) for one in sorted((folder / "wrong").glob("*.py"))),
    )
    if fault := _fault(problem):
        raise ContentError(f"{shown(path)}: {fault}")
    return problem


def _fault(problem: Problem) -> str:
    if not problem.cases and not problem.checks_source:
        return "field 'cases': no case, and no checks.py beside it; give one of them."
    if not problem.reference and any(not case.has_expected and case.compare for case in problem.cases):
        return (
            "field 'cases': one has no 'expected' and there is no reference.py to say it; give one of them."
        )
    wanted = {*problem.checks, *(name for case in problem.cases for name in case.checks)}
    missing = sorted(name for name in wanted if f"def {name}" not in problem.checks_source)
    if missing:
        return f"field 'checks': {missing[0]!r} is not a function of checks.py."
    return ""


def _wrong(path: Path) -> Wrong:
    source = _text(path)
    return Wrong(name=path.stem, source=source, caught_by=caught_by(source))


def _text(path: Path) -> str:
    """Empty where there is no such file."""
    if not path.is_file():
        return ""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise ContentError(f"{shown(path)}: larger than {LONGEST_FILE:,} bytes; shorten it.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{shown(path)}: cannot be read ({error}).") from error
