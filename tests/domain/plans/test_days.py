"""Days of a plan that somebody could live with, whatever the profile, the hours and the dates."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.content.guides import load_guides
from rolecall.domain.plans.days import LIGHT, MOST_A_DAY, MOST_ON_A_LONE_EVE, MOST_ON_THE_EVE
from rolecall.domain.plans.steps import BEGIN
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.domain.roles import Confidence
from tests.domain.plans.test_making import SHARES, of_shares, plan_of, practice
from tests.domain.readings import KNOWLEDGE

HOURS = st.integers(4, 320).map(lambda quarters: quarters / 4)
MONDAY = date(2026, 11, 23)
FIRST = st.integers(0, 6).map(lambda days: MONDAY + timedelta(days=days))
Drawn = tuple[tuple[float, ...], Confidence, float, int | None, date, bool]
SECTIONS = {section.id for guide in load_guides(KNOWLEDGE) for section in guide.sections}

DRAWN = st.tuples(
    SHARES, st.sampled_from(Confidence), HOURS, st.none() | st.integers(1, 40), FIRST, st.booleans()
)


def _plan(drawn: Drawn) -> Plan:
    shares, confidence, hours, days, first, weekends = drawn
    request = PlanRequest(hours=hours, days=days, first_day=first, weekends=weekends)
    return plan_of(of_shares(shares, confidence), request)


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_no_day_is_over_its_limit_and_none_is_a_crumb(drawn: Drawn) -> None:
    plan = _plan(drawn)
    for day in plan.days:
        assert 25 <= day.minutes <= MOST_A_DAY
        assert day.minutes == sum(block.minutes for block in day.blocks)
    if plan.interview_day is not None:
        eve = next((day for day in plan.days if day.on == plan.interview_day - timedelta(days=1)), None)
        if eve is not None:
            assert eve.minutes <= (MOST_ON_A_LONE_EVE if len(plan.days) == 1 else MOST_ON_THE_EVE)
            assert eve.light == (eve.number > 1 and eve.minutes <= LIGHT)


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_between_sittings_there_are_breaks_and_in_a_long_day_a_meal(drawn: Drawn) -> None:
    for day in _plan(drawn).days:
        gaps = [later.start - one.start - one.minutes for one, later in pairwise(day.blocks)]
        assert all(gap >= 10 for gap in gaps)
        assert all(block.minutes <= 90 for block in day.blocks)
        if day.minutes >= 300:
            assert max(gaps) >= 60


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_saturdays_and_sundays_stay_free_where_they_should_and_are_told_of_where_not(drawn: Drawn) -> None:
    plan = _plan(drawn)
    worked = [day for day in plan.days if day.on is not None and day.on.weekday() >= 5]
    told = " ".join(plan.notes)
    if drawn[-1]:
        assert ("Saturdays and Sundays count as days" in told) == bool(worked)
    elif worked:
        assert all(day.on is not None and day.on.weekday() >= 5 for day in plan.days)
        assert "only weekend days" in told


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_a_round_begins_before_the_rest_of_it_and_nothing_is_told_twice(drawn: Drawn) -> None:
    plan = _plan(drawn)
    seen: set[str] = set()
    for item in plan.items:
        begin = f"{item.part}{BEGIN}"
        if any(one.id == begin for one in plan.items):
            assert item.id == begin or begin in seen, item.id
        seen.add(item.id)
    loops = [item.id for item in plan.items if item.part == "whole"]
    assert loops == sorted(loops)
    words = [item.what for item in plan.items]
    assert len(set(words)) == len(words)


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_every_guide_question_and_problem_that_is_named_exists(drawn: Drawn) -> None:
    known = practice()
    for item in _plan(drawn).items:
        assert item.guide is None or item.guide.id in SECTIONS
        assert all(known.bank.question(name) for name in item.questions)
        assert all(name in known.coding.problems for name in item.problems)


def test_of_many_days_some_stay_free_and_that_is_told() -> None:
    plan = _plan(((0.3, 0.3, 0.3, 0.1), Confidence.HIGH, 20, 21, MONDAY, True))
    assert len(plan.days) == 18
    assert any("3 days stay free" in note for note in plan.notes)


def test_a_plan_of_some_hours_holds_a_mock_of_its_largest_round() -> None:
    plan = _plan(((0.9, 0.0, 0.0, 0.1), Confidence.HIGH, 6, 3, MONDAY, True))
    assert any(item.act == "mock" and item.part == plan.parts[0].name for item in plan.items)
