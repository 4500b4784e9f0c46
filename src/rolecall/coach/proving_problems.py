"""Proves that a problem judges rightly: what is right passes, what is wrong is caught by what must."""

import re

from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.problems import Judged, Problem, Verdict

_SHORTEST = 30
"""Characters of a line of the reference that a hint must not hold; shorter ones say little."""
SEEDS = (1, 2, 3)
"""The reference is judged against other random cases each time."""


def faults(judge: CodeJudge, problem: Problem) -> list[str]:
    """What does not hold of a problem, in words; empty where it can be used.

    The reference is accepted, the starter is not, every wrong answer is caught by the case or check it names,
    the statement's examples are true, and no hint gives the reference away.
    """
    found = []
    if problem.reference:
        for seed in SEEDS:
            judged = judge.judge(problem, problem.reference, seed)
            if judged.verdict is not Verdict.ACCEPTED:
                found.append(f"the reference is judged {judged.verdict}: {judged.message}")
                break
    if problem.starter.strip() and (judged := judge.judge(problem, problem.starter)).verdict in _NOT_WRONG:
        found.append(f"the starter is judged {judged.verdict}: {judged.message}")
    for wrong in problem.wrong:
        if said := _uncaught(wrong.name, wrong.caught_by, judge.judge(problem, wrong.source)):
            found.append(said)
    found += judge.untrue_examples(problem)
    found += [f"hint {place} holds a line of the reference" for place in _giving_away(problem)]
    return found


_NOT_WRONG = (Verdict.ACCEPTED, Verdict.NOT_RUN)


def _uncaught(name: str, caught_by: str, judged: Judged) -> str:
    """Empty where a wrong answer was caught by what it names."""
    if judged.verdict in _NOT_WRONG:
        return f"the wrong answer {name!r} is judged {judged.verdict}: {judged.message}"
    if not caught_by:
        return (
            f"the wrong answer {name!r} names nothing that must catch it; begin it with '# caught by: NAME'"
        )
    if not judged.caught_by(caught_by):
        return f"the wrong answer {name!r} is not caught by {caught_by!r} but: {judged.message}"
    return ""


def _giving_away(problem: Problem) -> list[int]:
    lines = {_bare(line) for line in problem.reference.splitlines()}
    telling = [line for line in lines if len(line) >= _SHORTEST]
    return [
        place for place, hint in enumerate(problem.hints, 1) if any(line in _bare(hint) for line in telling)
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
