"""The plan of a role: remembered, made with the candidate's own work, moved by what comes back."""

from datetime import date

import pytest

from rolecall.coach.coach import Coach
from rolecall.domain.conversation import GENERAL
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.plan_cases import CODING_REPLY, CV, RESEARCHER
from tests.coach.test_turns import opened, text
from tests.domain.paper_text import paper_text

TODAY, THEN = date(2026, 11, 23), date(2026, 11, 30)


@pytest.fixture
async def role(make_coach: MakeCoach) -> tuple[Coach, str]:
    coach = make_coach()
    return coach, await opened(coach, RESEARCHER)


async def test_hours_and_the_day_of_the_interview_are_remembered(role: tuple[Coach, str]) -> None:
    coach, role_id = role
    assert coach.reality.plans.plan(OWNER, role_id) is None
    coach.reality.plans.wish(OWNER, role_id, 8, THEN, TODAY, weekends=False)
    wish = coach.reality.plans.wished(OWNER, role_id)
    assert wish is not None
    assert (wish.hours, wish.interview, wish.weekends, wish.made_on) == (8, THEN, False, TODAY)
    found = coach.reality.plans.plan(OWNER, role_id)
    assert found is not None
    assert found.plan.minutes == 480
    assert found.plan.interview_day == THEN
    assert found.plan == coach.reality.plans.plan(OWNER, role_id).plan  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("hours", "interview", "words"),
    [
        (0.5, THEN, "takes 1 to 80 hours"),
        (8, date(2026, 11, 20), "is in the past"),
        (8, TODAY, "is today"),
        (8, date(2030, 1, 1), "a plan covers 1 to 365"),
    ],
)
async def test_hours_and_days_that_make_no_plan_are_told_and_not_kept(
    role: tuple[Coach, str], hours: float, interview: date, words: str
) -> None:
    coach, role_id = role
    with pytest.raises(BadInput, match=words):
        coach.reality.plans.wish(OWNER, role_id, hours, interview, TODAY)
    assert coach.reality.plans.wished(OWNER, role_id) is None


async def test_a_conversation_without_a_role_has_no_plan(make_coach: MakeCoach) -> None:
    with pytest.raises(BadInput, match="no role in it"):
        make_coach().reality.plans.wish(OWNER, GENERAL, 3, None, TODAY)


async def test_a_reply_moves_the_plan_and_before_and_after_are_told_with_the_reason(
    role: tuple[Coach, str],
) -> None:
    coach, role_id = role
    coach.reality.plans.wish(OWNER, role_id, 10, THEN, TODAY)
    before = coach.reality.plans.plan(OWNER, role_id)
    assert before is not None
    assert before.since is None
    events = await said(coach.say(OWNER, role_id, CODING_REPLY))
    assert "Your plan moves with it. " in text(events)
    after = coach.reality.plans.plan(OWNER, role_id)
    assert after is not None
    assert after.since is not None
    coding = next(one for one in after.since.moves.parts if one.what == "coding")
    assert coding.before == before.plan.minutes_of.get("coding", 0) < coding.after
    assert coding.after == after.plan.minutes_of["coding"]
    assert "two coding rounds of 60 minutes" in coding.why
    assert all(one.why for one in after.since.moves.parts if one.what != "asking"), after.since.moves.parts


async def test_a_cv_of_the_library_serves_every_role_and_one_brought_to_the_role_goes_first(
    role: tuple[Coach, str],
) -> None:
    coach, role_id = role
    coach.add_document(OWNER, "cv.txt", CV.encode())
    coach.reality.plans.wish(OWNER, role_id, 10, THEN, TODAY)
    found = coach.reality.plans.plan(OWNER, role_id)
    assert found is not None
    assert [(one.kind, one.name, one.of_library) for one in found.own] == [(SourceKind.CV, "cv.txt", True)]
    assert found.plan.cv is not None
    assert found.plan.cv.gaps
    for gap in found.plan.cv.gaps:
        assert gap.asked.text in RESEARCHER
        assert gap.shown is None or gap.shown.text in CV
    mine = CV.replace("Koppel", "Kestrel")
    await said(coach.say(OWNER, role_id, "", [("mine.txt", mine.encode())]))
    again = coach.reality.plans.plan(OWNER, role_id)
    assert again is not None
    assert [(one.name, one.of_library) for one in again.own] == [("mine.txt", False)]


async def test_a_paper_of_the_library_becomes_the_work_to_prepare(role: tuple[Coach, str]) -> None:
    coach, role_id = role
    paper, _ = paper_text()
    coach.add_document(OWNER, "paper.txt", paper.encode())
    coach.reality.plans.wish(OWNER, role_id, 10, THEN, TODAY)
    found = coach.reality.plans.plan(OWNER, role_id)
    assert found is not None
    assert found.plan.cv is not None
    first = found.plan.cv.projects[0]
    assert first.quote.kind is SourceKind.PAPER
    assert first.quote.text in paper
    assert found.plan.item("research_deep_dive:begin").quotes[0] == first.quote
