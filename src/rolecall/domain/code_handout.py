"""What a coding problem adds to a debrief as a document: the code, what its runs showed, the reference."""

from collections.abc import Iterator

from rolecall.domain import code_results
from rolecall.domain import debrief_words as words
from rolecall.domain.debriefs import CodeShown, VersionShown
from rolecall.domain.handouts import Block, Bullets, Code, Heading, Paragraph, Table, Turn
from rolecall.domain.trials import Trial

_MOST_LINES = 400
_MOST_LETTERS = 40_000
"""Of one program: a document that people print shows no more of it."""
_CUT = "{left:,} more lines are left out here; the JSON export has them all."


def code_blocks(code: CodeShown, *, hide: bool) -> Iterator[Block]:
    """The version that counts with what its runs showed; our own solution comes last."""
    yield Heading(text="Your code", level=3)
    yield Paragraph(text=code_results.code_result(code, hide=hide))
    message = code_results.code_message(code, hide=hide)
    if message:
        yield Paragraph(text=message)
    if code.number:
        yield program(code.source, numbered=True, caption="The version that counts.")
    if code.timed:
        yield _timed(code, hide=hide)
    for finding in code.findings or ():
        yield Paragraph(text=f"The linter, {finding.words()}")
    submitted = [version for version in code.versions if version.verdict is not None]
    if len(submitted) > 1:
        yield _versions(submitted, hide=hide)
    if code.common:
        yield Paragraph(text="Mistakes that often fail these checks:")
        yield Bullets(items=code.common)
    if code.tells:
        yield Paragraph(text=f"What this problem tells: {code.tells}", muted=True)
    if code.sandbox:
        yield Paragraph(text=f"It ran in a sandbox: {code.sandbox}", muted=True)
    if code.reference:
        yield Heading(text="A solution of ours", level=3)
        yield program(code.reference)


def submission(trial: Trial, at: str, earlier: tuple[Trial, ...], *, hide: bool) -> Iterator[Block]:
    """A submission in the transcript; code that was shown before is not shown again."""
    yield Turn(speaker="You", text=code_results.submitted(trial, hide=hide), at=at, own=True)
    counted = [one for one in earlier if one.counts]
    same = [place for place, one in enumerate(counted, 1) if one.source == trial.source]
    if same:
        yield Paragraph(text=f"The same code as in submission {same[-1]}.", muted=True)
    else:
        yield program(trial.source)


def runs(trials: list[Trial], *, hide: bool) -> Paragraph:
    """Runs between two turns of the transcript, counted."""
    count = len(trials)
    ran = "once" if count == 1 else "twice" if count == 2 else "some times" if hide else f"{count} times"
    expected = [one.ok for one in trials[-1].shown if one.ok is not None]
    if not expected:
        held = ""
    elif all(expected):
        held = "; the examples held" if count == 1 else "; at the last run the examples held"
    else:
        held = "; not every example held" if count == 1 else "; at the last run not every example held"
    return Paragraph(text=f"You ran your code {ran}{held}.", muted=True)


def program(text: str, *, numbered: bool = False, caption: str = "") -> Code:
    """A program as a block, cut where it is longer than anyone prints."""
    kept = "\n".join(text[:_MOST_LETTERS].split("\n")[:_MOST_LINES])
    left = text.count("\n") - kept.count("\n")
    if len(kept) < len(text.rstrip()):
        caption = f"{caption} {_CUT.format(left=max(1, left))}".strip()
    return Code(text=kept, numbered=numbered, caption=caption)


def _timed(code: CodeShown, *, hide: bool) -> Table:
    rows: list[tuple[str, ...]] = []
    for one in code.timed:
        if hide:
            rows.append((one.case, "within its limit" if one.ok else "too slow"))
        else:
            against = f"{one.times:.3g} times the {one.against}"
            rows.append((one.case, against, f"{one.at_most:g} times"))
    header = ("Timed check", "Result") if hide else ("Timed check", "Processor time", "At most")
    return Table(header=header, rows=tuple(rows), caption="Time, measured in the same run")


def _versions(submitted: list[VersionShown], *, hide: bool) -> Table:
    def row(version: VersionShown) -> tuple[str, ...]:
        verdict = code_results.verdict_shown(version.verdict)
        if version.unsent:
            verdict += ", as it stood when the time was up"
        held = f"{version.passed} of {version.total}" if version.total else ""
        checks = words.share_words(version.passed / version.total) if hide and version.total else held
        return str(version.number or ""), verdict, checks if version.number else ""

    return Table(header=("Submission", "Verdict", "Checks that hold"), rows=tuple(map(row, submitted)))
