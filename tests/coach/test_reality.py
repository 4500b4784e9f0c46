"""A role from the ad to the report: what was asked, what came back, what was tested, what to do."""

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.events import Opened
from rolecall.domain.conversation import GENERAL
from rolecall.domain.replies.values import AnswerState
from rolecall.domain.roles import SourceKind
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.test_turns import of, text

AD = """Research Scientist, Language Models, Brightwater Labs

What you will do
- Develop new methods for long-context language models and evaluate them in careful experiments.
- Publish at top conferences and present the work inside and outside the company.
- Propose research questions of your own and lead them from idea to paper.

The process
You will have two research rounds on your own papers. There is no LeetCode in our loop.
"""
REPLY = """Hi Noor,

thanks for your questions. The loop is four rounds: a talk, two research discussions and one coding session
of 45 minutes. On compute I have to ask the team and will come back to you by Friday.

Could you send me your earliest start date?

Best,
Mira
"""
REPORT = """I interviewed for the research scientist role yesterday. It was four rounds of 45 minutes. Three
of them were LeetCode problems in a shared editor, the last one was ML trivia: define precision, what is
dropout. Nobody asked about my papers or my research at all. It felt like a software engineering loop.
"""


async def told_role(coach: Coach) -> str:
    events = await said(coach.say(OWNER, GENERAL, AD))
    return of(Opened, events)[0].role_id


@pytest.fixture
async def story(make_coach: MakeCoach) -> tuple[Coach, str]:
    coach = make_coach()
    role = await told_role(coach)
    await said(coach.say(OWNER, role, "write the email to the recruiter"))
    return coach, role


async def test_a_reply_is_told_against_the_questions_of_the_email(story: tuple[Coach, str]) -> None:
    coach, role = story
    events = await said(coach.say(OWNER, role, REPLY))
    assert "Of your questions:" in text(events)
    (heard,) = coach.reality.view(OWNER, role).replies
    draft = coach.open(OWNER, role).draft
    assert draft is not None
    assert heard.draft == draft.id
    assert [one.text for one in heard.reading.states] == [one.text for one in draft.questions]
    for state in heard.reading.states:
        assert state.quote is None or REPLY[state.start : state.end] == state.quote
    assert any("earliest start date" in one.quote for one in heard.reading.asks_back)


async def test_a_report_is_told_beside_the_promise_and_settles_the_ledger(story: tuple[Coach, str]) -> None:
    coach, role = story
    ledger = coach.promising.ledger(OWNER, role).promises
    assert "There is no LeetCode in our loop." in [said.quote for one in ledger for said in one.quotes]
    events = await said(coach.say(OWNER, role, REPORT))
    compared = coach.reality.view(OWNER, role).comparison
    assert compared is not None
    assert compared.verdict == "mismatch"
    assert len({one.kind for one in compared.evidence if one.points == "mismatch"}) >= 2
    assert compared.summary.split(".")[0] in text(events)
    states = {one.state for one in coach.promising.ledger(OWNER, role).promises}
    assert "broken" in states


async def test_without_a_report_there_is_nothing_to_compare(story: tuple[Coach, str]) -> None:
    coach, role = story
    assert coach.reality.view(OWNER, role).comparison is None


async def test_a_report_in_the_general_conversation_is_answered_and_compared_with_nothing(
    make_coach: MakeCoach,
) -> None:
    coach = make_coach()
    await said(coach.say(OWNER, GENERAL, REPORT))
    assert coach.reality.view(OWNER, GENERAL).replies == ()


async def test_a_reply_that_is_taken_back_takes_its_reading_along(story: tuple[Coach, str]) -> None:
    coach, role = story
    await said(coach.say(OWNER, role, REPLY))
    source = next(one for one in coach.open(OWNER, role).sources if one.kind is SourceKind.REPLY)
    await coach.remove_source(OWNER, role, source.id)
    assert coach.reality.view(OWNER, role).replies == ()


async def test_unasked_a_reply_is_read_against_what_matters_most(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = await told_role(coach)
    events = await said(coach.say(OWNER, role, REPLY))
    (heard,) = coach.reality.view(OWNER, role).replies
    assert heard.draft == ""
    assert any(one.state is not AnswerState.LEFT for one in heard.reading.states)
    assert "questions that matter most" in text(events)


async def test_a_mail_after_an_email_that_asked_is_its_reply(story: tuple[Coach, str]) -> None:
    coach, role = story
    mail = (
        "Hi Noor,\n\nI'm glad that you are interested! There are four rounds, and one of them is about your"
        " papers. I came across your profile because the team reads your group's work. Would you be open to a"
        " quick call on Friday?\n\nBest regards,\nMira"
    )
    await said(coach.say(OWNER, role, mail))
    assert SourceKind.REPLY in {one.kind for one in coach.open(OWNER, role).sources}
    assert len(coach.reality.view(OWNER, role).replies) == 1
