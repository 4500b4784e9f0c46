"""Proves that a problem judges rightly: what is right passes, what is wrong is caught by what must."""

import re

from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.problems import Judged, ProblemFolder, Verdict

SEEDS = (1, 2, 3)
"""The reference is judged against other random cases each time."""
_SHORTEST = 30
"""Characters of a line of the reference that a hint must not hold; shorter ones say little."""
_NOT_WRONG = (Verdict.ACCEPTED, Verdict.NOT_RUN)


def faults(judge: CodeJudge, folder: ProblemFolder, seeds: tuple[int, ...] = SEEDS) -> list[str]:
    """What does not hold of a problem, in words; empty where it can be used.

    The reference and every file of right/ are accepted, the starter is not, every file of wrong/ is caught by
    the case named for it, the statement's examples are true, and no hint gives the reference away.
    """
    found = []
    if folder.reference:
        verdicts = (judge.judge(folder, folder.reference, seed) for seed in seeds)
        bad = next((one for one in verdicts if one.verdict is not Verdict.ACCEPTED), None)
        if bad is not None:
            found.append(f"the reference is judged {bad.verdict}: {bad.message}")
    if folder.starter.strip() and (judged := judge.judge(folder, folder.starter)).verdict in _NOT_WRONG:
        found.append(f"the starter is judged {judged.verdict}: {judged.message}")
    for name, source in folder.right.items():
        judged = judge.judge(folder, source)
        if judged.verdict is not Verdict.ACCEPTED:
            found.append(f"right/{name} is judged {judged.verdict}: {judged.message}")
    for name, source in folder.wrong.items():
        variant = folder.problem.wrong.get(name)
        if variant is None:
            found.append(f"problem.yaml does not name what must catch wrong/{name}")
        elif said := _uncaught(name, variant.caught_by, judge.judge(folder, source)):
            found.append(said)
    absent = sorted(set(folder.problem.wrong) - set(folder.wrong))
    found += [f"there is no wrong/{name}, which problem.yaml names" for name in absent]
    found += judge.untrue_examples(folder)
    found += [f"hint {place} holds a line of the reference" for place in _giving_away(folder)]
    return found


def _uncaught(name: str, caught_by: str, judged: Judged) -> str:
    """Empty where a wrong answer was caught by what is named for it."""
    if judged.verdict in _NOT_WRONG:
        return f"wrong/{name} is judged {judged.verdict}: {judged.message}"
    if not judged.caught_by(caught_by):
        return f"wrong/{name} is not caught by {caught_by!r} but: {judged.message}"
    return ""


def _giving_away(folder: ProblemFolder) -> list[int]:
    telling = [line for line in map(_bare, folder.reference.splitlines()) if len(line) >= _SHORTEST]
    hints = enumerate(folder.problem.hints, 1)
    return [place for place, hint in hints if any(line in _bare(hint) for line in telling)]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
