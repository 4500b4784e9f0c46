"""How the interviewer speaks of code: phrases of knowledge/coding.yaml about what a submission showed."""

from collections.abc import Iterable

from rolecall.domain.coding import CodingWords
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.mocks import InterviewerMove, MockState
from rolecall.domain.problems import CaseResult, Verdict
from rolecall.domain.steps import Step
from rolecall.domain.trials import Trial

CODE_MOVES = frozenset({InterviewerMove.CODE, InterviewerMove.PROBE, InterviewerMove.RAISE})


def say_of_code(step: Step, state: MockState, question: InterviewQuestion, words: CodingWords) -> str:
    """The words of a step about code; none of them was said before in this mock."""
    if step.move is InterviewerMove.RAISE:
        return question.raises[step.raised - 1]
    if step.move is InterviewerMove.PROBE:
        return _fresh(state, _filled(words.probes[step.about], state)) or _counted(state, question, words)
    if step.about == Verdict.NOT_RUN:
        return _fresh(state, words.not_run) or words.not_run[-1]
    if step.about:
        return _counted(state, question, words)
    begun = any(line.move is InterviewerMove.CODE for line in state.lines_about(question.id))
    return _fresh(state, words.coding if begun else (*words.begin, *words.coding)) or _still(state, question)


def green(state: MockState, words: CodingWords) -> str:
    """What is said first where the last word was a submission that was accepted; empty otherwise."""
    trial = state.last_word
    if not isinstance(trial, Trial) or not trial.accepted:
        return ""
    filled = [phrase.format(total=len(trial.cases)) for phrase in words.green]
    return _fresh(state, filled) or filled[0]


def _filled(phrases: Iterable[str], state: MockState) -> list[str]:
    trial = state.last_word
    if not isinstance(trial, Trial) or trial.judged is None:
        return []
    failing = trial.failing
    fields = {
        "passed": trial.passed,
        "total": len(trial.cases),
        "case": failing.name if failing else "the first check",
        "times": _times(failing),
        "names": " and ".join(trial.judged.forbidden) or "something that is not allowed here",
    }
    return [phrase.format(**fields) for phrase in phrases]


def _times(case: CaseResult | None) -> str:
    """`14 times as long as the reference`"""
    if case is None or case.times is None or case.speed is None:
        return "longer than allowed"
    return f"{case.times:.2g} times as long as the {case.speed.against}"


def _counted(state: MockState, question: InterviewQuestion, words: CodingWords) -> str:
    trial = state.last_word
    passed, total = (trial.passed, len(trial.cases)) if isinstance(trial, Trial) else (0, 0)
    number = len(state.submissions(question.id))
    return words.count.format(number=number, passed=passed, total=total)


def _still(state: MockState, question: InterviewQuestion) -> str:
    """Never said before: it counts."""
    count = len(state.answers_to(question.id))
    return f"That makes {count} remarks on this; submit what you have, or ask to go on."


def _fresh(state: MockState, phrases: Iterable[str]) -> str:
    said = "\n".join(line.text for line in state.lines)
    return next((phrase for phrase in phrases if phrase not in said), "")
