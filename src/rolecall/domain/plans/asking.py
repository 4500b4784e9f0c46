"""Which answer would move the plan most: what is worth asking before the hours are spent."""

from collections.abc import Mapping

from rolecall.domain.interviews import RoundKind
from rolecall.domain.planning import LoopRules
from rolecall.domain.plans.likelihood import Likely, normal, pinned
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.values import STEP, Asking
from rolecall.domain.roles import Confidence, RoleReading, Topic, Track

_LEAST, _ONCE_TOLD = 1 / 24, 1 / 10
"""Share of the minutes that an answer must move to be worth an email; and once rounds are named."""
_OWN_WORK = (2.0, 0.4)
"""How a deep dive's share changes where own work is discussed, and where it is not."""
_SHARED_OUT = 0.5
"""How much the loop follows the work once the share of each kind of work is told."""


def worth_asking(
    reading: RoleReading, likely: Likely, loops: LoopRules, rules: PlanRules, minutes: int
) -> tuple[Asking, ...]:
    """Open questions whose answers would move the minutes of rounds, the one that moves most first.

    An answer is taken to come out as likely as the role's profile makes it; what is moved is the mean over
    the answers.
    """
    moved = {
        question.topic: round(_moved(question.topic, reading, likely, loops, rules) * minutes / STEP) * STEP
        for question in reading.questions
    }
    least = minutes * (_ONCE_TOLD if likely.told >= rules.told.several else _LEAST)
    worth = [one for one in reading.questions if moved[one.topic] >= least]
    worth.sort(key=lambda question: -moved[question.topic])
    return tuple(
        Asking(
            topic=question.topic,
            question=question.text,
            to=question.to,
            minutes=moved[question.topic],
            says=_says(moved[question.topic], minutes, likely, rules, first=question is worth[0]),
        )
        for question in worth
    )


def _says(moved: int, minutes: int, likely: Likely, rules: PlanRules, *, first: bool) -> str:
    says = f"An answer could free about {span(moved)} of your {span(minutes)}"
    if likely.told or not first:
        return f"{says}."
    top, second = sorted(likely.shares, key=lambda kind: -likely.shares[kind])[:2]
    return (
        f"{says}: until then they are split between {rules.rounds[top].label}, {rules.rounds[second].label} "
        "and the rest on a guess."
    )


def _moved(topic: Topic, reading: RoleReading, likely: Likely, loops: LoopRules, rules: PlanRules) -> float:
    """Share of the rounds' minutes that an answer would move, as the mean over the answers."""
    chances = {
        track: float(getattr(reading.shares, track)) + reading.shares.unknown / len(Track) for track in Track
    }
    if topic is Topic.INTERVIEW_COMPOSITION:
        left = rules.told.several - likely.told
        answers = {track: pinned(track, likely, loops, max(0.0, left)) for track in Track}
    elif topic is Topic.OUTPUTS_SPLIT:
        free = (1 - likely.told) * (1 - rules.spread[Confidence.HIGH])
        answers = {track: pinned(track, likely, loops, _SHARED_OUT * free) for track in Track}
    elif topic is Topic.PRIOR_WORK:
        return _of_own_work(likely)
    else:
        return 0.0
    return sum(chances[track] * _distance(likely.shares, shares) for track, shares in answers.items())


def _of_own_work(likely: Likely) -> float:
    kind = RoundKind.RESEARCH_DEEP_DIVE
    answers = [normal({**likely.shares, kind: likely.shares[kind] * factor}) for factor in _OWN_WORK]
    return (1 - likely.told) * sum(_distance(likely.shares, shares) for shares in answers) / len(answers)


def _distance(before: Mapping[RoundKind, float], after: Mapping[RoundKind, float]) -> float:
    """The share that goes to other rounds."""
    return sum(abs(before[kind] - after[kind]) for kind in before) / 2
