"""What the runs of a coding round came to, in words; where numbers are hidden, without digits."""

from rolecall.domain.debrief_words import share_words
from rolecall.domain.debriefs import CodeShown, Debrief, RoundShown
from rolecall.domain.problems import Verdict
from rolecall.domain.trials import Trial

_VERDICTS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.WRONG_ANSWER: "wrong answer",
    Verdict.TIME_LIMIT: "too slow",
    Verdict.MEMORY_LIMIT: "too much memory",
    Verdict.RUNTIME_ERROR: "an error",
    Verdict.FORBIDDEN: "it uses what the problem forbids",
}
MEASURED = frozenset({Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT})
"""Verdicts whose message is a measurement."""


def verdict_shown(verdict: Verdict | None) -> str:
    """A verdict in words; what the sandbox could not run is no verdict on the code."""
    if verdict is None or verdict is Verdict.NOT_RUN:
        return "could not be run, which is our failure"
    return _VERDICTS[verdict]


def submitted(trial: Trial, *, hide: bool = False) -> str:
    """A submission in one sentence."""
    if trial.judged is None or not trial.counts:
        return "Submitted; the sandbox could not run it."
    verdict = verdict_shown(trial.judged.verdict)
    if not trial.cases:
        return f"Submitted: {verdict}."
    return f"Submitted: {verdict}, {_checks_hold(trial.passed, len(trial.cases), hide=hide)}."


def code_result(code: CodeShown, *, hide: bool) -> str:
    """Which submission counts and what became of it, in a sentence or two."""
    if not code.number:
        if any(version.verdict is Verdict.NOT_RUN for version in code.versions):
            return "The sandbox could not run what you submitted; that is our failure and counts for nothing."
        return "Nothing was submitted that could be judged."
    count = sum(version.number > 0 for version in code.versions)
    which = "Your submission" if count == 1 else f"Submission {code.number} of {count} counts:"
    if hide and count > 1:
        which = "The last submission counts:" if code.number == count else "An earlier submission counts:"
    said = f"{which}{' was' * (count == 1)} {verdict_shown(code.verdict)}"
    if code.total:
        said += f", {_checks_hold(code.passed, code.total, hide=hide)}"
    if hide:
        return f"{said}."
    return f"{said}. It took {code.seconds:.2f} s in all and held at most {code.peak_mb:.0f} MB."


def code_message(code: CodeShown, *, hide: bool) -> str:
    """What the judge said of the version that counts; '' where it was accepted or is not to be shown."""
    return "" if not code.number or (hide and code.verdict in MEASURED) else code.message


def without_numbers(debrief: Debrief) -> Debrief:
    """The debrief with its facts told without digits, in the criteria and where they are quoted."""
    return debrief.model_copy(update={"rounds": tuple(map(_round_without, debrief.rounds))})


def _round_without(shown: RoundShown) -> RoundShown:
    questions, strengths = [], list(shown.strengths)
    for question in shown.questions:
        told = _told_without(question.code) if question.code is not None else {}
        criteria = []
        for one in question.criteria:
            worded = told.get(one.id, one.told) if one.told else ""
            strengths = [said.replace(one.told, worded) if one.told else said for said in strengths]
            criteria.append(one.model_copy(update={"told": worded}))
        questions.append(question.model_copy(update={"criteria": tuple(criteria)}))
    return shown.model_copy(update={"questions": tuple(questions), "strengths": tuple(strengths)})


def _told_without(code: CodeShown) -> dict[str, str]:
    """The facts of code_debrief.told without digits, where they have any."""
    told = {}
    if code.number:
        held = _checks_hold(code.passed, code.total, hide=True) if code.total else "no check was reached"
        told["correctness"] = f"{held[:1].upper()}{held[1:]}."
        told["hygiene"] = "The linter found nothing." if not code.findings else "The linter found something."
    if code.timed:
        slow = [one for one in code.timed if not one.ok]
        told["efficiency"] = "It is slower than allowed." if slow else "It is as fast as it has to be."
    if code.findings is None:
        told.pop("hygiene", None)
    return told


def _checks_hold(passed: int, total: int, *, hide: bool) -> str:
    """`3 of 12 checks hold`"""
    if not hide:
        return f"{passed} of {total} checks hold"
    if passed == total:
        return "every check holds"
    return f"{share_words(passed / total).removesuffix(' of it')} of the checks hold"
