"""The plan as HTML."""

from datetime import date

import pytest

from rolecall.coach.role_plans import Own, RolePlan
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.values import CvReading, Gap, Project, Quote
from rolecall.domain.roles import SourceKind
from rolecall.web import plan_view
from tests.web.standin_reality import OWNER, RealityCoach

HOSTILE = '"><script>alert(1)</script>'
TODAY = date(2026, 11, 23)


def _plan(*kinds: str) -> RolePlan:
    coach = RealityCoach()
    role = coach.role(*kinds)
    coach.reality.plans.wish(OWNER, role, 10, date(2026, 11, 28), TODAY)
    found = coach.reality.plans.plan(OWNER, role)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found() -> RolePlan:
    return _plan()


def test_before_there_is_a_plan_only_the_choices_stand_there_folded() -> None:
    html = plan_view.fold()
    assert 'data-do="make_plan"' in html
    assert '<details class="fold plan">' in html
    assert "save_plan" not in html


def test_every_item_stands_on_its_day_with_its_time_and_reason(found: RolePlan) -> None:
    html = plan_view.plan_shown(found, TODAY)
    assert html.count('class="long"') == len(found.plan.items)
    assert html.count("<li><details") == len(found.plan.days)
    assert "Monday 23 November" in html
    for part in found.plan.parts:
        assert span(part.minutes) in html


def test_the_form_shows_what_was_remembered(found: RolePlan) -> None:
    html = plan_view.plan_shown(found, TODAY)
    assert 'name="hours" min="1" max="80" step="0.25" required value="10"' in html
    assert 'name="interview" value="2026-11-28"' in html
    assert 'name="weekends" checked' in html


def test_a_later_visit_opens_the_day_that_it_is_and_says_what_is_left(found: RolePlan) -> None:
    html = plan_view.plan_shown(found, date(2026, 11, 25))
    opened = html.index("<li><details open>")
    assert "Wednesday 25 November" in html[opened : opened + 120]
    ahead = sum(day.minutes for day in found.plan.days if day.on and day.on >= date(2026, 11, 25))
    assert f"{span(ahead)} of it lie ahead" in html
    assert "lie ahead" not in plan_view.plan_shown(found, TODAY)
    assert "is past" in plan_view.plan_shown(found, date(2026, 12, 2))


def test_what_would_move_it_is_told(found: RolePlan) -> None:
    assert found.plan.asking
    assert "What would move it" in plan_view.plan_shown(found, TODAY)
    assert plan_view.asking(()) == ""


def test_how_a_reply_moved_it_is_shown_before_and_after_with_the_reason() -> None:
    assert plan_view.moves(None) == ""
    after = _plan("reply")
    assert after.since is not None
    html = plan_view.moves(after.since)
    assert "What moved with the reply of 16 Nov 2026" in html
    for one in after.since.moves.parts:
        assert f"<td>{span(one.before)}</td><td>{span(one.after)}</td>" in html
    assert "one coding round of" in html


def test_own_work_is_named_and_where_there_is_none_it_is_said_how_to_bring_it() -> None:
    html = plan_view.own((Own(kind=SourceKind.CV, name="cv.pdf", of_library=True),))
    assert "cv.pdf" in html
    assert "from your library" in html
    assert "No CV yet" not in html
    assert "No paper yet" in html
    assert "No CV yet" in plan_view.own(())


def test_gaps_show_the_words_of_the_ad_and_of_the_cv() -> None:
    asked = Quote(text="Deploy models on Kubernetes", source="ad", start=0, end=27, kind=SourceKind.AD)
    shown = Quote(text="Ran it in Docker", source="cv", start=0, end=16, kind=SourceKind.CV)
    gap = Gap(skill="c", label="containers", state="adjacent", asked=asked, shown=shown, says="Near.")
    work = Project(quote=shown, why="It is your own.", asked=asked)
    html = plan_view.cv(CvReading(gaps=(gap,), projects=(work,), notes=("Read as English.",)))
    for words in (asked.text, shown.text, "Prepare this", "something near", "Read as English."):
        assert words in html
    assert plan_view.cv(None) == ""


def test_words_of_the_role_are_never_markup(found: RolePlan) -> None:
    plan = found.plan
    items = tuple(item.model_copy(update={"what": HOSTILE, "why": HOSTILE}) for item in plan.items)
    hostile = plan.model_copy(update={"says": HOSTILE, "notes": (HOSTILE,), "items": items})
    own = (Own(kind=SourceKind.CV, name=HOSTILE, of_library=False),)
    html = plan_view.plan_shown(found.model_copy(update={"plan": hostile, "own": own}), TODAY)
    assert "<script" not in html
    assert "<script" not in plan_view.fold("", plan_view.Choices(hours=HOSTILE, interview=HOSTILE))
