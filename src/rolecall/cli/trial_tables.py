"""Runs and submissions of code as tables for a terminal: what fails first, then what it took."""

import shutil
import textwrap
from collections.abc import Sequence

from rolecall.cli import show
from rolecall.cli.verdicts import LONGEST_OUTPUT
from rolecall.coach.coding import Editor
from rolecall.domain.code_results import submitted
from rolecall.domain.mocks import MockState
from rolecall.domain.problems import CaseResult, ProblemFolder
from rolecall.domain.texts import visible
from rolecall.domain.trials import Shown, Trial

_WIDEST, _NARROWEST = 110, 60
"""Columns of a table, whatever the terminal."""
_LEAST_CELL = 8
_TOLD = 6
"""Checks that fail and are told one by one; who mends the first has mended most."""
_LONGEST_MESSAGE = 600
"""Characters of what a check that fails says."""
_GAP = "  "
_HOLDS, _FAILS, _JUST_A_VALUE = "\u2713", "\u2717", "\u00b7"


def tell_trial(state: MockState, place: int, editor: Editor) -> None:
    """The run or submission at this place of what was said."""
    trial = state.said[place].by
    if not isinstance(trial, Trial):
        return
    if trial.submitted:
        number = sum(_is_submission(said.by, trial.question) for said in state.said[: place + 1])
        _tell_submission(trial, number)
    else:
        folder = editor.of_question(trial.question)
        _tell_run(trial, expects_examples=bool(folder and folder.problem.examples))


def examples_of(folder: ProblemFolder) -> str:
    """The examples that the statement does not show, as a table; empty where it shows them all."""
    rows = [
        ("; ".join(part for part in (one.setup.strip(), one.call) if part), repr(one.expected))
        for one in folder.problem.examples
        if one.call not in folder.statement
    ]
    return table([("call", "expected"), *rows]) if rows else ""


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns under the first row; cells that are too wide go on below."""
    count = len(rows[0])
    cells = [[visible(cell).expandtabs(4).rstrip() for cell in row] for row in rows]
    natural = [max(_width(row[column]) for row in cells) for column in range(count)]
    widths = _fitted(natural, _columns() - len(_GAP) * count)
    lines = []
    for row in cells:
        wrapped = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, wrapped))):
            parts = [
                (some[at] if at < len(some) else "").ljust(width)
                for some, width in zip(wrapped, widths, strict=True)
            ]
            lines.append((_GAP + _GAP.join(parts)).rstrip())
    return "\n".join(lines)


def _tell_run(trial: Trial, *, expects_examples: bool) -> None:
    if trial.message and not trial.shown and expects_examples:
        _tell_our_failure(trial.message)
        return
    if trial.message:
        show.out(f"\n{trial.message}")
    if trial.shown:
        with_expected = any(one.ok is not None for one in trial.shown)
        header = ("", "call", "gives", "expected") if with_expected else ("", "call", "gives")
        ordered = sorted(trial.shown, key=lambda one: one.ok is not False)
        show.out("\n" + table([header, *(_shown(one)[: len(header)] for one in ordered)]))
    elif not trial.message:
        show.out("\nIt ran; the problem has no examples to try. /run EXPR tries a call of your own.")
    _tell_printed(trial.printed)


def _shown(one: Shown) -> tuple[str, ...]:
    failed = one.ok is False or (one.ok is None and bool(one.error))
    mark = _FAILS if failed else _HOLDS if one.ok else _JUST_A_VALUE
    return mark, one.call, one.error or one.value, one.expected


def _tell_submission(trial: Trial, number: int) -> None:
    judged = trial.judged
    if judged is None or not trial.counts:
        _tell_our_failure(judged.message if judged is not None else "")
        return
    before = "The time is up; what stands in the file counts. " if trial.unsent else ""
    verdict = submitted(trial).removeprefix("Submitted: ")
    show.out(f"\n{before}Submission {number}: {verdict}")
    failed = [case for case in trial.cases if not case.ok]
    if judged.message and judged.message not in [case.message for case in failed]:
        show.out(judged.message)
    rows = [(_FAILS, case.name, textwrap.shorten(case.message, _LONGEST_MESSAGE)) for case in failed[:_TOLD]]
    if len(failed) > _TOLD:
        rows.append((_FAILS, f"and {len(failed) - _TOLD} more", ""))
    rows += [(_HOLDS, case.name, _ratio(case)) for case in trial.cases if case.ok]
    if rows:
        show.out("\n" + table([("", "check", ""), *rows]))
    show.out(f"\n{judged.seconds:.2f} s in all, at most {judged.peak_mb:.0f} MB")
    _tell_printed(judged.stdout)


def _ratio(case: CaseResult) -> str:
    if case.times is None or case.speed is None:
        return ""
    return f"{case.times:.3g} times the time of the {case.speed.against} (at most {case.speed.at_most:g})"


def _tell_our_failure(message: str) -> None:
    show.out(
        "\nThat did not run, and the failure is ours: it says nothing about your code and counts for nothing."
    )
    if message:
        show.out(message)


def _tell_printed(text: str) -> None:
    """What the program printed, marked on each line, so that it never looks like the interviewer."""
    kept = visible(text).rstrip()
    if not kept:
        return
    left = len(kept) - LONGEST_OUTPUT
    lines = kept[:LONGEST_OUTPUT].split("\n")
    show.out("\nIt printed:\n" + "\n".join(f"  | {line}".rstrip() for line in lines))
    if left > 0:
        show.out(f"  \u2026 {left:,} more characters")


def _is_submission(by: object, question: str) -> bool:
    """Of this question; what our side failed to run is nobody's submission."""
    return isinstance(by, Trial) and by.submitted and by.counts and by.question == question


def _columns() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def _width(cell: str) -> int:
    return max((len(line) for line in cell.split("\n")), default=0)


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Narrow columns keep their width; the others share what is left."""
    widths = list(natural)
    order = sorted(range(len(widths)), key=lambda column: widths[column])
    for rank, column in enumerate(order):
        share = max(_LEAST_CELL, room // (len(order) - rank))
        widths[column] = min(widths[column], share)
        room -= widths[column]
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    lines: list[str] = []
    for line in cell.split("\n"):
        cut = textwrap.wrap(line, max(1, width), replace_whitespace=False)
        lines += [part.rstrip() for part in cut] or [""]
    return lines
