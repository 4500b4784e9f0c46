"""The plan as HTML."""

import re
from datetime import date

import pytest

from rolecall.domain.plans.moving import compare_plans
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.web import plan_view
from tests.web.standin_reality import OWNER, RealityCoach

HOSTILE = '"><script>alert(1)</script>'


def _plan(*kinds: str) -> Plan:
    coach = RealityCoach()
    request = PlanRequest(hours=10, days=5, first_day=date(2026, 11, 23))
    return coach.reality.plan(OWNER, coach.role(*kinds), request)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return _plan()


def test_before_there_is_a_plan_only_the_choices_stand_there_folded() -> None:
    html = plan_view.fold()
    assert 'data-do="make_plan"' in html
    assert " open>" not in html
    assert "save_plan" not in html


def test_every_item_stands_on_its_day_with_its_time_and_reason(plan: Plan) -> None:
    html = plan_view.plan_shown(plan, "10", "5")
    assert html.count('class="long"') == len(plan.items)
    assert html.count("<li><details") == len(plan.days)
    assert "Monday 23 November" in html
    for part in plan.parts:
        assert span(part.minutes) in html


def test_files_are_made_of_the_hours_that_were_chosen(plan: Plan) -> None:
    html = plan_view.plan_shown(plan, "10", "5")
    forms = re.findall(r'data-do="save_plan" data-form="(\w+)" data-hours="10" data-days="5"', html)
    assert forms == ["ics", "md"]


def test_what_would_move_it_is_told(plan: Plan) -> None:
    assert plan.asking
    html = plan_view.plan_shown(plan, "10", "5")
    assert "What would move it" in html
    assert plan_view.asking(()) == ""


def test_how_it_moved_is_told_only_where_it_did(plan: Plan) -> None:
    after = _plan("reply")
    moved = compare_plans(plan, after)
    assert moved.minutes
    assert "What moved" in plan_view.plan_shown(after, "10", "5", moved)
    assert "What moved" not in plan_view.plan_shown(plan, "10", "5", compare_plans(plan, plan))


def test_words_of_the_role_are_never_markup(plan: Plan) -> None:
    items = tuple(item.model_copy(update={"what": HOSTILE, "why": HOSTILE}) for item in plan.items)
    hostile = plan.model_copy(update={"says": HOSTILE, "notes": (HOSTILE,), "items": items})
    assert "<script" not in plan_view.plan_shown(hostile, HOSTILE, HOSTILE)
