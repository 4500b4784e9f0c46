"""What the runs of a coding round show by themselves: facts with levels by stated rules, nothing judged."""

from collections.abc import Iterator, Mapping, Sequence

from rolecall.domain.debriefs import CodeShown, TimedShown, VersionShown
from rolecall.domain.hygiene import Finding
from rolecall.domain.judgements import JudgedAs, Judgement
from rolecall.domain.problems import ProblemFolder, Verdict
from rolecall.domain.trials import Trial, best

_MOST_HOLD = 0.6
"""Share of the checks from which most of them hold."""
_TO_SPARE = 0.5
"""Share of a limit within which there is time to spare."""
_FEW, _SOME = 2, 5
"""Findings of a linter up to which there are few, some."""
_COMMON = 2

FACTS = ("correctness", "efficiency", "hygiene")


def facts(code: CodeShown) -> tuple[Judgement, ...]:
    """One judgement for each of FACTS; what was not measured is "not asked", never a zero."""
    levels = {"correctness": _correctness(code), "efficiency": _efficiency(code), "hygiene": _hygiene(code)}
    return tuple(_judgement(name, level) for name, level in levels.items())


def told(code: CodeShown) -> Mapping[str, str]:
    """The facts in words, by id."""
    return {"correctness": _result(code), "efficiency": _speed(code), "hygiene": _clean(code)}


def code_shown(
    folder: ProblemFolder, trials: Sequence[Trial], findings: Sequence[Finding] | None
) -> CodeShown:
    """What is shown of the editor. `findings` beyond the starter's; None where no linter could look."""
    # A try that our side failed is nobody's submission.
    submitted = [trial for trial in trials if trial.submitted and trial.counts]
    counted = best(tuple(submitted))
    judged = counted.judged if counted is not None else None
    failed = {trial.failing.name for trial in submitted if trial.failing is not None}
    mistakes = [one.mistake for one in folder.problem.wrong.values() if one.caught_by in failed]
    return CodeShown(
        source=counted.source if counted is not None else "",
        verdict=judged.verdict if judged is not None else Verdict.NOT_RUN,
        message=judged.message if judged is not None else "",
        number=submitted.index(counted) + 1 if counted is not None else 0,
        passed=counted.passed if counted is not None else 0,
        total=len(counted.cases) if counted is not None else 0,
        seconds=judged.seconds if judged is not None else 0.0,
        peak_mb=judged.peak_mb if judged is not None else 0.0,
        timed=tuple(_timed(counted)) if counted is not None else (),
        findings=tuple(findings) if findings is not None else None,
        versions=tuple(_versions(trials)),
        common=tuple(dict.fromkeys(one for one in mistakes if one))[:_COMMON],
        reference=folder.reference,
        sandbox=judged.sandbox if judged is not None else "",
        tells=folder.problem.tells,
    )


def _versions(trials: Sequence[Trial]) -> Iterator[VersionShown]:
    number = 0
    for trial in trials:
        counts = trial.submitted and trial.counts
        number += counts
        yield VersionShown(
            source=trial.source,
            number=number if counts else 0,
            verdict=trial.judged.verdict if trial.judged is not None else None,
            passed=trial.passed,
            total=len(trial.cases),
            unsent=trial.unsent,
        )


def _timed(trial: Trial) -> Iterator[TimedShown]:
    for case in trial.cases:
        if case.times is not None and case.speed is not None:
            yield TimedShown(
                case=case.name,
                times=case.times,
                at_most=case.speed.at_most,
                against=case.speed.against,
                ok=case.ok,
            )


def _correctness(code: CodeShown) -> int | None:
    if not code.number:
        return None
    if code.verdict is Verdict.ACCEPTED:
        return 4 if code.number == 1 else 3
    # What is right and too slow is the matter of efficiency.
    right = code.passed + sum(not one.ok for one in code.timed)
    if code.total and right == code.total and code.verdict is Verdict.TIME_LIMIT:
        return 3
    return 2 if code.total and right / code.total >= _MOST_HOLD else 1


def _efficiency(code: CodeShown) -> int | None:
    if not code.timed:
        return None
    held = [one for one in code.timed if one.ok]
    if len(held) < len(code.timed):
        return 2 if held else 1
    return 4 if all(one.times <= one.at_most * _TO_SPARE for one in held) else 3


def _hygiene(code: CodeShown) -> int | None:
    if code.findings is None or not code.passed:
        return None  # a starter that nobody touched is clean, and says nothing
    count = len(code.findings)
    return 4 if not count else 3 if count <= _FEW else 2 if count <= _SOME else 1


def _judgement(name: str, level: int | None) -> Judgement:
    if level is None:
        return Judgement(id=name, state=JudgedAs.NOT_ASKED, coverage=0.0)
    return Judgement(id=name, state=JudgedAs.SCORED, level=level, coverage=(level - 1) / 3)


def _result(code: CodeShown) -> str:
    if not code.number:
        return "Nothing was submitted that could be judged."
    count = sum(version.number > 0 for version in code.versions)
    which = "the only submission" if count == 1 else f"submission {code.number} of {count}"
    if not code.total:
        return f"{code.message or 'No check was reached.'} ({which})"
    return f"{code.passed} of {code.total} checks hold, in {which}."


def _speed(code: CodeShown) -> str:
    if not code.timed:
        return "Nothing was timed here."
    worst = max(code.timed, key=lambda one: one.times / one.at_most)
    return (
        f"\u201c{worst.case}\u201d took {worst.times:.2g} times as long as the {worst.against};"
        f" at most {worst.at_most:g} is allowed."
    )


def _clean(code: CodeShown) -> str:
    if code.findings is None:
        return "No linter looked at it."
    if not code.passed:
        return "There is no working code to look at."
    if not code.findings:
        return "The linter found nothing."
    named = ", ".join(dict.fromkeys(one.code for one in code.findings))
    return f"The linter found {len(code.findings)}: {named}."
