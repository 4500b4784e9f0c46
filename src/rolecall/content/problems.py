"""Loads coding problems: a folder each, of knowledge/problems or of somebody's own."""

import difflib
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.domain.problems import Problem, ProblemFolder
from rolecall.ports import BadInput, ContentError

LONGEST_FILE = 1_000_000
"""Bytes of one file of a problem."""
LEAST_PROBLEMS = 60
"""Of our own bank."""
_WITH_NUMBERS = ("cases", "examples", "checks")
BANK = ROOT / "knowledge" / "problems"


def load_problems(root: Path = BANK) -> dict[str, ProblemFolder]:
    """Every problem below a folder by its id, in order. Raises ContentError naming file and field."""
    return {path.parent.name: load_problem(path.parent) for path in sorted(root.glob("*/problem.yaml"))}


def load_problem(folder: Path) -> ProblemFolder:
    """One folder: problem.yaml, and beside it statement.md, reference.py, wrong, right and so on.

    Raises ContentError naming what is missing or does not hold.
    """
    path = folder / "problem.yaml"
    if not path.is_file():
        raise ContentError(f"{shown(folder)}: no problem.yaml; a problem is a folder with one in it.")
    found = ProblemFolder(
        id=folder.resolve().name,
        problem=load_yaml(path, Problem, numbers_in=_WITH_NUMBERS),
        statement=_text(folder / "statement.md"),
        starter=_text(folder / "starter.py"),
        reference=_text(folder / "reference.py"),
        checks=_text(folder / "checks.py"),
        wrong=_variants(folder / "wrong"),
        right=_variants(folder / "right"),
    )
    if fault := _fault(found):
        raise ContentError(f"{shown(path)}: {fault}")
    return found


def find_problem(name: str, root: Path = BANK) -> ProblemFolder:
    """The problem of a folder's path, or of an id of the bank; a folder with a problem.yaml comes first.

    Raises BadInput naming the nearest ids, ContentError where the problem does not hold.
    """
    try:
        if name.strip() and (Path(name) / "problem.yaml").is_file():
            return load_problem(Path(name))
        known = sorted(path.parent.name for path in root.glob("*/problem.yaml"))
        if name in known:
            return load_problem(root / name)
        if name.strip() and Path(name).is_dir():
            raise BadInput(f"The folder {name!r} has no problem.yaml; a problem is a folder with one in it.")
        if name.strip() and Path(name).is_file():
            raise BadInput(f"{name!r} is a file; name the folder of the problem, the one with problem.yaml.")
    except (OSError, ValueError) as error:  # too long for a path, or not to be looked into
        raise BadInput(f"The problem {name[:80]!r} cannot be opened ({error}).") from error
    near = difflib.get_close_matches(name[:80], known, n=3, cutoff=0.65)
    words = [word for word in name.lower().replace("_", "-").split("-") if len(word) > 3]
    near += [one for one in known if any(word in one for word in words) and one not in near][: 3 - len(near)]
    hint = f"the nearest: {', '.join(near)}" if near else "`rolecall judge --list` shows all"
    raise BadInput(f"There is no problem {name[:80]!r}, in the bank or as a folder; {hint}.")


def _fault(found: ProblemFolder) -> str:
    if not found.cases and not found.checks:
        return "field 'cases': no case, and no checks.py beside it; give one of them."
    if not found.reference and any(case.asks_reference for case in found.cases):
        return (
            "field 'cases': one has no 'expected' and there is no reference.py to say it; give one of them."
        )
    speeds = [case.speed for case in found.cases if case.speed]
    for against in {speed.against for speed in speeds}:
        if not getattr(found, against):
            return f"field 'cases': one is timed against the {against}, and there is no {against}.py."
    names = [case.name for case in found.cases]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"field 'cases': two are named {twice[0]!r}; rename one."
    return ""


def _variants(folder: Path) -> dict[str, str]:
    return {one.name: _text(one) for one in sorted(folder.glob("*.py"))}


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
