"""A plan as a document."""

from datetime import date

from rolecall.domain.handout_markdown import inline, to_markdown
from rolecall.domain.plans.handout import plan_handout
from rolecall.domain.roles import SourceKind
from tests.coach.plan_cases import CV, ENGINEER, planned, source

SOURCES = (source(ENGINEER), source(CV, SourceKind.CV))
TODAY = date(2026, 3, 2)


def test_the_document_holds_everything_to_do_and_every_gap() -> None:
    plan = planned(SOURCES, 12, 4, first_day=TODAY)
    text = to_markdown(plan_handout(plan, TODAY))
    assert text.startswith("# Plan for Machine Learning Engineer")
    assert all(inline(item.what) in text for item in plan.items)
    assert all(inline(day) in text for day in plan.on_the_day)
    assert all(inline(gap.label) in text for gap in plan.cv.gaps)
    assert "Day 1, Monday 2 March 2026" in text
    assert "light, so that you come rested" in text


def test_a_title_stays_inert() -> None:
    plan = planned(SOURCES).model_copy(update={"title": "<img src=x onerror=1> [a](http://x)\n# b"})
    text = to_markdown(plan_handout(plan, TODAY))
    assert "<img" not in text
    assert r"\[a\](http\:" in text
    assert "\n# b" not in text
