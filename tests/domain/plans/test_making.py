"""Plans for any profile a reading can have."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.content.plans import load_plans
from rolecall.content.practice import load_practice
from rolecall.domain.interviews import RoundKind
from rolecall.domain.plans.likelihood import likely_rounds
from rolecall.domain.plans.making import PlanBasis, make_plan
from rolecall.domain.plans.process import Process
from rolecall.domain.plans.stock import stock_for
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.questions import ask
from rolecall.domain.roles import Confidence, RoleReading, Shares
from tests.domain.readings import KNOWLEDGE, bank, reading


@cache
def practice() -> PracticeKnowledge:
    return load_practice(KNOWLEDGE)


def of_shares(shares: tuple[float, ...], confidence: Confidence) -> RoleReading:
    names = ("research", "applied", "engineering", "unknown")
    total = sum(shares) or 1.0
    spread = dict(zip(names, (share / total for share in shares), strict=True)) if sum(shares) else {}
    given_shares = Shares(**spread) if spread else Shares(research=0, applied=0, engineering=0, unknown=1)
    read = reading().model_copy(update={"shares": given_shares, "confidence": confidence})
    return read.model_copy(update={"questions": ask(read, bank())})


def plan_of(read: RoleReading, request: PlanRequest) -> Plan:
    known, rules = practice(), load_plans(KNOWLEDGE)
    return make_plan(
        PlanBasis(
            reading=read,
            likely=likely_rounds(read, Process({}, {}), known.loops, rules),
            stock=stock_for(read, known.bank, known.coding, rules, {}),
            loops=known.loops,
            rules=rules,
            bank=known.bank,
            coding=known.coding,
            titles={},
        ),
        request,
    )


SHARES = st.tuples(*[st.integers(0, 100).map(lambda share: share / 100)] * 4)


@settings(max_examples=60, deadline=None)
@given(
    SHARES,
    st.sampled_from(Confidence),
    st.integers(4, 320).map(lambda quarters: quarters / 4),
    st.none() | st.integers(1, 60),
)
def test_sums_are_exact_and_shares_follow_likelihoods_for_any_profile(
    shares: tuple[float, ...], confidence: Confidence, hours: float, days: int | None
) -> None:
    plan = plan_of(of_shares(shares, confidence), PlanRequest(hours=hours, days=days))
    assert plan.minutes + plan.left_out == round(hours * 60)
    sums = (
        sum(part.minutes for part in plan.parts),
        sum(item.minutes for item in plan.items),
        sum(block.minutes for day in plan.days for block in day.blocks),
    )
    assert sums == (plan.minutes,) * 3
    named = [name for day in plan.days for block in day.blocks for name in block.items]
    assert named == [item.id for item in plan.items]
    rounds = [part for part in plan.parts if part.likelihood is not None]
    by_share = sorted(rounds, key=lambda part: -(part.likelihood or 0))
    minutes = [part.minutes for part in by_share]
    assert minutes == sorted(minutes, reverse=True)


@settings(max_examples=40, deadline=None)
@given(SHARES)
def test_less_sure_is_more_even(shares: tuple[float, ...]) -> None:
    def off_the_usual(confidence: Confidence) -> float:
        rules = load_plans(KNOWLEDGE)
        likely = likely_rounds(of_shares(shares, confidence), Process({}, {}), practice().loops, rules)
        assert abs(sum(likely.shares.values()) - 1) < 1e-9
        assert set(likely.shares) == set(RoundKind)
        even = practice().loops.likely(None)
        return sum(abs(likely.shares[kind] - even[kind][0]) for kind in RoundKind)

    off = [off_the_usual(confidence) for confidence in (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)]
    assert off[0] <= off[1] + 1e-9
    assert off[1] <= off[2] + 1e-9
