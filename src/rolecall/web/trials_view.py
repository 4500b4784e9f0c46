"""What runs and submissions gave, as HTML: a sentence, a table, what was printed, earlier versions."""

from collections.abc import Sequence

from rolecall.domain.problems import CaseResult, Fault, Judged, Verdict
from rolecall.domain.trials import Shown, Trial
from rolecall.web.code_text import clipped, listing, printed
from rolecall.web.words import as_it_is

_VERSIONS = 30
"""Versions listed at most, the newest first."""
_SHORTEST = 0.0005
_MINUTE = 60


def results(trials: Sequence[Trial]) -> str:
    """What the last run or submission gave, and every version before it; empty before the first."""
    if not trials:
        return ""
    last = trials[-1]
    shown = _submission(last) if last.submitted else _run(last)
    head = f'<h2 class="outcome" id="code-outcome">{headline(trials, len(trials) - 1)}</h2>'
    return f'<section class="gave" aria-label="Results">{head}{shown}</section>{_versions(trials)}'


def headline(trials: Sequence[Trial], at: int) -> str:
    """One trial in a sentence, with its number among its kind; HTML."""
    trial = trials[at]
    before = trials[: at + 1]
    if not trial.submitted:
        return f"Run {sum(not one.submitted for one in before)}: {_what_ran(trial)}"
    number = sum(one.submitted and one.counts for one in before) if trial.counts else 0
    return submission_head(number, verdict(trial.judged))


def submission_head(number: int, said: str) -> str:
    """`Submission 2: 3 of 12 checks hold.`; one that could not be judged has no number (0)."""
    return f"{f'Submission {number}' if number else 'A submission'}: {said}"


def verdict(judged: Judged | None) -> str:
    """What a submission came to, inside a sentence; HTML."""
    if judged is None:
        return outcome(Verdict.NOT_RUN, 0, 0)
    held = sum(case.ok for case in judged.cases)
    return outcome(judged.verdict, held, len(judged.cases), judged.forbidden)


def outcome(of: Verdict, held: int, count: int, forbidden: Sequence[str] = ()) -> str:
    """The same of a verdict, the checks that hold and how many there are."""
    if of is Verdict.NOT_RUN:
        return "not judged; that is our failure, not yours."
    if of is Verdict.FORBIDDEN:
        names = ", ".join(f"<code>{clipped(name, 60)}</code>" for name in forbidden)
        return f"it uses what is not allowed here{': ' + names if names else ''}."
    if of is Verdict.ACCEPTED:
        return f"all {count} checks hold." if count != 1 else "the one check holds."
    if not count:
        return "it did not run to its first check."
    if of is Verdict.MEMORY_LIMIT and held == count:
        return f"all {count} checks hold, but it needs too much memory."
    return f"{held} of {count} checks hold."


def _what_ran(trial: Trial) -> str:
    shown = trial.shown
    if not shown:
        return "nothing ran." if trial.message else "there was nothing to call."
    if all(one.ok is None for one in shown):
        count = len(shown)
        return f"{count} call{'' if count == 1 else 's'} of your own."
    held = sum(bool(one.ok) for one in shown)
    if len(shown) == 1:
        return "the example holds." if held else "the example does not hold."
    return f"all {held} examples hold." if held == len(shown) else f"{held} of {len(shown)} examples hold."


def _run(trial: Trial) -> str:
    told = any(trial.message in one.error for one in trial.shown)
    return f"{_message('' if told else trial.message)}{_calls(trial.shown)}{printed(trial.printed)}"


def _message(text: str) -> str:
    return f'<p class="said-of-it">{clipped(text)}</p>' if text else ""


def _calls(shown: Sequence[Shown]) -> str:
    if not shown:
        return ""
    own = all(one.ok is None for one in shown)
    rows = "".join(_call(one, own) for one in shown)
    expected = "" if own else '<th scope="col">Expected</th><th scope="col">Holds</th>'
    return (
        f'<table class="cells calls"><thead><tr><th scope="col">Call</th><th scope="col">Value</th>{expected}'
        f'<th scope="col" class="time">Time</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _call(one: Shown, own: bool) -> str:
    value = (
        f'<span class="went-wrong">{clipped(one.error)}</span>'
        if one.error
        else f"<code>{clipped(one.value)}</code>"
    )
    expected = f'<td data-label="Expected"><code>{clipped(one.expected)}</code></td>'
    judged = "" if own else f'{expected}<td data-label="Holds">{_mark(bool(one.ok))}</td>'
    return (
        f'<tr><td data-label="Call"><code>{clipped(one.call)}</code></td><td data-label="Value">{value}</td>'
        f'{judged}<td class="time" data-label="Time">{duration(one.seconds)}</td></tr>'
    )


def _mark(ok: bool) -> str:
    return '<span class="mark-word holds">holds</span>' if ok else '<span class="mark-word fails">no</span>'


def _submission(trial: Trial) -> str:
    judged = trial.judged
    if judged is None or judged.verdict is Verdict.NOT_RUN:
        said = judged.message if judged is not None else ""
        return (
            f"{_message(said)}<p>Your code is kept, and this does not count against you. You could submit "
            "it again in a moment, or explain what it does.</p>"
        )
    failing = sorted((case for case in judged.cases if not case.ok), key=lambda one: one.fault is Fault.SLOW)
    holding = sorted((case for case in judged.cases if case.ok), key=lambda one: one.times is None)
    told = {case.message for case in failing}
    message = "" if judged.message in told else _message(judged.message)
    late = '<p class="soft">Time was up before you submitted this; it counts.</p>' if trial.unsent else ""
    return (
        f"{message}{late}{_checks(failing)}{_holding(holding, folded=bool(failing))}"
        f'<p class="soft used">{_used(judged)}</p>{printed(judged.stdout)}'
    )


def _checks(cases: Sequence[CaseResult]) -> str:
    if not cases:
        return ""
    rows = "".join(_check(case) for case in cases)
    return (
        '<table class="cells checks"><thead><tr><th scope="col">Check</th><th scope="col">Result</th>'
        f'<th scope="col" class="time">Time</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _holding(cases: Sequence[CaseResult], *, folded: bool) -> str:
    if not cases or not folded:
        return _checks(cases)
    count = len(cases)
    words = "1 check holds" if count == 1 else f"{count} checks hold"
    return f'<details class="fold"><summary>{words}</summary>{_checks(cases)}</details>'


def _check(case: CaseResult) -> str:
    said = f'<p class="said-of-it">{clipped(case.message)}</p>' if case.message and not case.ok else ""
    word = "too slow" if case.fault is Fault.SLOW else "fails"
    mark = _mark(True) if case.ok else f'<span class="mark-word fails">{word}</span>'
    return (
        f'<tr><th scope="row">{clipped(case.name, 120)}{said}</th><td>{mark}</td>'
        f'<td class="time">{_took(case)}</td></tr>'
    )


def _took(case: CaseResult) -> str:
    if case.times is None or case.speed is None:
        return duration(case.seconds) if case.seconds else ""
    against = "ours" if case.speed.against == "reference" else "the starter's"
    allowed = f"at most {times(case.speed.at_most)}"
    return f'{times(case.times)} {against} <span class="soft">{allowed}</span>'


def times(ratio: float) -> str:
    """`14 times`, `0.2 times`."""
    return f"{ratio:.2g} times" if ratio < 100 else f"{ratio:,.0f} times"


def _used(judged: Judged) -> str:
    memory = f" At most {judged.peak_mb:,.0f} MB were held, Python and libraries included."
    return f"Your program took {duration(judged.seconds)} in all.{memory if judged.peak_mb else ''}"


def duration(seconds: float) -> str:
    """Of a call: `0.4 ms`, `12 ms`, `1.3 s`."""
    if seconds < _SHORTEST:
        return "under 1 ms"
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    return f"{seconds:.1f} s" if seconds < _MINUTE else f"{seconds:.0f} s"


def _versions(trials: Sequence[Trial]) -> str:
    count = len(trials)
    newest = range(count - 1, max(-1, count - 1 - _VERSIONS), -1)
    listed = "".join(f"<li>{_version(trials, at)}</li>" for at in newest)
    more = f'<p class="soft">The last {_VERSIONS} are listed.</p>' if count > _VERSIONS else ""
    return (
        f'<details class="fold versions-kept"><summary>Versions <span class="count">{count}</span></summary>'
        f"<ul>{listed}</ul>{more}</details>"
    )


def _version(trials: Sequence[Trial], at: int) -> str:
    source, name = trials[at].source, "A version of your code"
    return (
        f"<details><summary>{headline(trials, at)}</summary>{listing(source, name=name)}"
        f'<button type="button" class="quiet" data-code="back" data-source="{as_it_is(source)}">'
        "Bring it back</button></details>"
    )
