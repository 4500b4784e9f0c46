"""How the interviewer speaks of code: phrases of knowledge/coding.yaml about what a submission showed."""

import re
from collections.abc import Iterable

from rolecall.domain.coding import CodingWords
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.mocks import InterviewerMove, Line, MockState
from rolecall.domain.problems import CaseResult, Verdict
from rolecall.domain.steps import Step
from rolecall.domain.trials import Trial

_FIELD = re.compile(r"\{\w+\}")
CODE_MOVES = frozenset({InterviewerMove.CODE, InterviewerMove.PROBE, InterviewerMove.RAISE})


def say_of_code(step: Step, state: MockState, question: InterviewQuestion, words: CodingWords) -> str:
    """The words of a step about code; none of them was said before in this mock."""
    if step.move is InterviewerMove.RAISE:
        return question.raises[step.raised - 1]
    if step.move is InterviewerMove.PROBE:
        phrases = words.probes[step.about]
        fresh = _unsaid(state.lines, phrases) or _unsaid(state.lines_about(question.id), phrases)
        return _filled(fresh, state) if fresh else _counted(state, question, words)
    if step.about == Verdict.NOT_RUN:
        failed = sum(not trial.counts for trial in state.trials if trial.submitted)
        return _unsaid(state.lines, words.not_run) or words.still_not_run.format(number=failed)
    if step.about:
        return _counted(state, question, words)
    begun = any(line.move is InterviewerMove.CODE for line in state.lines_about(question.id))
    begun = begun or bool(state.submissions(question.id))
    phrases = words.coding if begun else (*words.begin, *words.coding)
    return _unsaid(state.lines, phrases) or _still(state, question)


def green(state: MockState, words: CodingWords) -> str:
    """What is said first in reply to a submission that was accepted; empty otherwise."""
    trial = state.replies_to
    if not isinstance(trial, Trial) or not trial.accepted:
        return ""
    return (_unsaid(state.lines, words.green) or words.green[0]).format(total=len(trial.cases))


def _filled(phrase: str, state: MockState) -> str:
    trial = state.last_word
    if not isinstance(trial, Trial) or trial.judged is None:
        return ""
    failing = trial.failing
    fields = {
        "passed": trial.passed,
        "total": len(trial.cases),
        "case": failing.name if failing else "the first check",
        "times": _times(failing),
        "names": " and ".join(trial.judged.forbidden) or "something that is not allowed here",
    }
    return phrase.format(**fields)


def _times(case: CaseResult | None) -> str:
    """`14 times as long as the reference`"""
    if case is None or case.times is None or case.speed is None:
        return "longer than allowed"
    return f"{case.times:.2g} times as long as the {case.speed.against}"


def _counted(state: MockState, question: InterviewQuestion, words: CodingWords) -> str:
    trial = state.last_word
    passed, total = (trial.passed, len(trial.cases)) if isinstance(trial, Trial) else (0, 0)
    number = sum(one.counts for one in state.submissions(question.id))
    return words.count.format(number=number, passed=passed, total=total)


def _still(state: MockState, question: InterviewQuestion) -> str:
    """Never said before: it counts."""
    count = len(state.answers_to(question.id))
    return f"That makes {count} remarks on this; submit what you have, or ask to go on."


def _unsaid(lines: Iterable[Line], phrases: Iterable[str]) -> str:
    """The first phrase that was not said yet, whatever stood in its fields; empty where all were."""
    said = "\n".join(line.text for line in lines)
    return next((phrase for phrase in phrases if not _shape(phrase).search(said)), "")


def _shape(phrase: str) -> re.Pattern[str]:
    return re.compile(".{1,200}?".join(map(re.escape, _FIELD.split(phrase))))
