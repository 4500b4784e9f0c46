"""Lints candidates' code with ruff, in a child with limits that only reads it: facts about hygiene."""

import json
from pathlib import Path
from typing import Any

from rolecall.domain.hygiene import SYNTAX, Finding, Linted
from rolecall.domain.programs import LONGEST_SOURCE
from rolecall.sandbox.launch import ChildLauncher, Ending, Launcher
from rolecall.sandbox.limits import MEBIBYTE

SELECTED = ("F", "E7", "E9", "B", "C4", "NPY", "PERF", "SIM")
"""What a reviewer would say of anybody's code: dead names, traps, detours, old or slow ways with numpy."""
IGNORED = (
    "E731",  # a lambda with a name is fine at a whiteboard
    "E741",  # so is l for a length
    "B905",  # zip(strict=...) is no habit to be expected under time
    "C408",  # dict(a=1) is a taste
    "PERF203",  # try inside a loop is often the point
    "SIM105",  # contextlib.suppress is a taste
    "SIM108",  # so is the conditional expression
    "SIM905",  # and "a b".split()
)
_WALLS = {"memory_bytes": 1024 * MEBIBYTE, "cpu_seconds": 5, "wall_seconds": 10.0}
_OUTPUT_BYTES = 8 * MEBIBYTE
_MOST = 200
"""Findings that are kept; nobody reads more."""
_LONGEST_MESSAGE = 300
_ARGUMENTS = (
    *("check", "--isolated", "--no-cache", "--no-fix", "--ignore-noqa", "--quiet"),
    *("--target-version", "py311", "--output-format", "json"),
    *("--select", ",".join(SELECTED), "--ignore", ",".join(IGNORED)),
    *("--stdin-filename", "solution.py", "-"),
)
"""`--ignore-noqa`: what is judged does not choose its judge."""
_ENDED = {
    Ending.TOO_SLOW: "the linter took too long",
    Ending.TOO_MUCH: "the linter found far too much to tell",
    Ending.DIED: "the linter failed",
    Ending.NOT_STARTED: "the linter could not be started",
}


class RuffLinter:
    """Safe to call from many threads; blocks for some tens of milliseconds."""

    def __init__(self, binary: Path | None = None, launcher: Launcher | None = None) -> None:
        """`binary` is ruff; without one the one that was installed with RoleCall."""
        self._binary = binary
        self._launcher = launcher or ChildLauncher(Path(__file__).parent / "parsing" / "linter.py")

    def why_not(self) -> str:
        """Why ruff finds nothing here; empty where it works: tried on a line that is unclean."""
        tried = self.lint("import os\n")
        return tried.why_not or ("" if tried.findings else "the linter finds nothing at all")

    def lint(self, source: str) -> Linted:
        """The findings, or a reason in a few words."""
        if len(source) > LONGEST_SOURCE:
            return Linted(why_not=f"the program is longer than {LONGEST_SOURCE:,} characters")
        binary = self._binary or _installed()
        if binary is None or not binary.is_file():
            return Linted(why_not="ruff is not installed; install RoleCall again with `make install`")
        ran = self._launcher.run(
            source.encode("utf-8", "replace"),
            [json.dumps(_WALLS), str(binary), *_ARGUMENTS],
            wall_seconds=_WALLS["wall_seconds"],
            output_bytes=_OUTPUT_BYTES,
        )
        if ran.ending is not Ending.DONE:
            return Linted(why_not=_ENDED[ran.ending])
        try:
            found = [_finding(one) for one in json.loads(ran.output)]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Linted(why_not="the linter said something that is not understood")
        found.sort(key=lambda one: (one.line, one.column, one.code))
        return Linted(findings=tuple(found[:_MOST]))


def _installed() -> Path | None:
    try:
        from ruff import find_ruff_bin

        return Path(find_ruff_bin())
    except (ImportError, FileNotFoundError):
        return None


def _finding(said: dict[str, Any]) -> Finding:
    """One of ruff's own; an unreadable text has no code of a rule."""
    code, place = str(said.get("code") or SYNTAX), said["location"]
    message = str(said["message"]).removeprefix("SyntaxError: ")
    return Finding(
        code=SYNTAX if code == "invalid-syntax" else code[:20],
        message="".join(letter for letter in message if letter.isprintable())[:_LONGEST_MESSAGE],
        line=max(1, int(place["row"])),
        column=max(1, int(place["column"])),
    )
