"""`rolecall judge`: the verdict on a solution, of a problem of the bank or of a folder from outside."""

import io
import sys
import tokenize
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

import typer

from rolecall.cli import show, verdicts
from rolecall.cli.batch import run_batch, text_of
from rolecall.cli.material import STDIN
from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.proving_problems import faults
from rolecall.content.problems import find_problem, load_problems
from rolecall.domain.problems import ProblemFolder, Verdict
from rolecall.domain.programs import LONGEST_SOURCE
from rolecall.ports import BadInput, SandboxFault, SandboxUnavailable
from rolecall.settings import load
from rolecall.wiring import build_runner

ACCEPTED, REFUSED, NOT_RUN = 0, 1, 3
"""Exit statuses of a verdict; 2 is wrong use or bad input, as everywhere."""
AT_ONCE = 2
"""Judgements of a batch that run side by side."""


def judge(  # noqa: PLR0917 - the command's options, as typer wants them
    problem: Annotated[
        str, typer.Argument(metavar="PROBLEM_ID_OR_DIR", help="Of the bank (see --list), or a folder.")
    ] = "",
    solution: Annotated[
        str, typer.Argument(metavar="SOLUTION.py", help="A file, or - for standard input.")
    ] = "",
    batch: Annotated[
        str, typer.Option(help="A file of JSON requests, one a line; - for standard input.")
    ] = "",
    bank: Annotated[bool, typer.Option("--list", help="Show the problems of the bank.")] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Instead: check that this problem itself judges rightly.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """Judge a solution of a coding problem, run in the sandbox.

    Exit status: 0 accepted, 1 not accepted, 2 wrong use or bad input, 3 it could not be run, which says
    nothing about the solution. A folder of one's own: see docs/problems.md.
    """
    if bank:
        verdicts.tell_bank(load_problems(), json=json)
        return 0
    if batch:
        with _judge() as judging:
            shelf = _Shelf()
            return run_batch(batch, lambda request: _judged(request, shelf, judging), workers=AT_ONCE)
    if not problem or not (solution or prove):
        raise BadInput("Give a problem and a file with the solution; `rolecall judge --list` shows problems.")
    if prove:
        if solution:
            raise BadInput("--prove checks the problem itself; leave the solution out.")
        return _proven(find_problem(problem), json=json)
    folder, source = find_problem(problem), _source(solution)
    with _judge() as judging:
        judged = judging.judge(folder, source)
    if json:
        show.as_json(verdicts.as_answer(judged))
    elif judged.verdict is not Verdict.NOT_RUN:
        verdicts.tell(judged, folder)
    if judged.verdict is Verdict.NOT_RUN:
        show.say(f"Not run: {judged.message}")
        return NOT_RUN
    return ACCEPTED if judged.verdict is Verdict.ACCEPTED else REFUSED


class _Shelf:
    """Problems by the name they were asked for, each loaded once; safe to ask from several threads."""

    def __init__(self) -> None:
        self._held: dict[str, ProblemFolder] = {}
        self._lock = Lock()

    def folder(self, name: str) -> ProblemFolder:
        with self._lock:
            if name not in self._held:
                self._held[name] = find_problem(name)
            return self._held[name]


@contextmanager
def _judge() -> Iterator[CodeJudge]:
    """A judge with a sandbox of its own, which ends with it."""
    runner = build_runner(load())
    try:
        yield CodeJudge(runner)
    finally:
        runner.close()


def _judged(request: dict[str, Any], shelf: _Shelf, judging: CodeJudge) -> dict[str, Any]:
    """The answer to one line of a batch."""
    name, source = text_of(request, "problem"), text_of(request, "solution")
    return verdicts.as_answer(judging.judge(shelf.folder(name), source))


def _proven(folder: ProblemFolder, *, json: bool) -> int:
    """Whether a problem judges rightly; what does not hold is said."""
    if missing := verdicts.not_installed(folder):
        show.say(f"{folder.id} needs {missing[0]!r}, which is not installed; install it beside RoleCall.")
        return NOT_RUN
    with _judge() as judging:
        try:
            found = faults(judging, folder)
        except (SandboxUnavailable, SandboxFault) as fault:
            show.say(fault.message)
            return NOT_RUN
    if json:
        show.as_json({"problem": folder.id, "ok": not found, "faults": found})
    else:
        verdicts.tell_proof(folder, found)
    return REFUSED if found else ACCEPTED


def _source(path: str) -> str:
    """The text of a solution, as Python itself would read it. Raises BadInput naming the file."""
    data = _bytes(path)
    if len(data) > LONGEST_SOURCE:
        raise BadInput(f"{path!r} is larger than {LONGEST_SOURCE:,} bytes; give the solution alone.")
    if b"\0" in data:
        raise BadInput(f"{path!r} holds null bytes, so it is no Python source; save it as UTF-8 text.")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise BadInput(f"{path!r} is no text in UTF-8 ({error}); save it as that.") from error
    if not text.strip():
        raise BadInput(f"{path!r} is empty; write the solution into it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(path: str) -> bytes:
    """At most a byte more than may be judged: what is named may be endless."""
    most = LONGEST_SOURCE + 1
    if path == STDIN:
        return sys.stdin.buffer.read(most)
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path!r}; check the path.") from error
    except IsADirectoryError as error:
        raise BadInput(f"{path!r} is a folder; name the file with the solution.") from error
    except (OSError, ValueError) as error:
        raise BadInput(f"The file {path!r} cannot be read ({error}).") from error
