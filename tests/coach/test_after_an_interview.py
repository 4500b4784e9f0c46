"""Mails after an interview, and what a report teaches for the next first mail."""

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.events import Drafted, Opened
from rolecall.domain.contract import holds
from rolecall.domain.conversation import GENERAL
from rolecall.domain.mail import DraftRequest, Purpose, Tone
from rolecall.domain.roles import Addressee, Topic
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.test_reality import AD, REPORT
from tests.coach.test_turns import of

MATCH = """I interviewed there yesterday. Two rounds of an hour each, both on my own papers: we argued about
the ablations of my last paper, and I gave a talk of 45 minutes. It was exactly as described. No coding.
"""


async def role_after(coach: Coach, report: str) -> str:
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    await said(coach.say(OWNER, role, report))
    return role


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("to", list(Addressee))
async def test_a_feedback_mail_says_what_was_met_and_holds(
    make_coach: MakeCoach, tone: Tone, to: Addressee
) -> None:
    coach = make_coach()
    role = await role_after(coach, REPORT)
    request = DraftRequest(purpose=Purpose.FEEDBACK, tone=tone, to=to, from_name="Noor Haddad")
    draft = await coach.draft(OWNER, role, request)
    assert holds(draft.checks), [check for check in draft.checks if not check.ok]
    assert "coding" in draft.body
    assert "conversations about research" in draft.body
    assert draft.questions == ()
    assert "promise" not in draft.body.lower()


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("to", list(Addressee))
async def test_before_the_next_round_the_mail_asks_what_the_difference_shows(
    make_coach: MakeCoach, tone: Tone, to: Addressee
) -> None:
    coach = make_coach()
    role = await role_after(coach, REPORT)
    request = DraftRequest(purpose=Purpose.NEXT_ROUND, tone=tone, to=to, from_name="Noor Haddad")
    draft = await coach.draft(OWNER, role, request)
    assert holds(draft.checks), [check for check in draft.checks if not check.ok]
    assert Topic.INTERVIEW_COMPOSITION in {one.topic for one in draft.questions}
    assert 1 <= len(draft.questions) <= 3


async def test_where_the_two_fit_the_mail_is_a_thank_you(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = await role_after(coach, MATCH)
    compared = coach.reality.view(OWNER, role).comparison
    assert compared is not None
    assert compared.verdict == "match"
    request = DraftRequest(purpose=Purpose.FEEDBACK, from_name="Noor Haddad")
    draft = await coach.draft(OWNER, role, request)
    assert "observation" not in draft.body
    assert coach.reality.earlier(compared) == ()


async def test_what_to_ask_earlier_names_topics_with_the_words_that_show_it(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = await role_after(coach, REPORT)
    found = coach.reality.earlier(coach.reality.view(OWNER, role).comparison)
    assert found[0].topic is Topic.INTERVIEW_COMPOSITION
    assert 2 <= len(found) <= 3
    for one in found:
        assert one.text.endswith("?")
        assert one.quote in REPORT
        assert one.why


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("write a feedback email to the recruiter", Purpose.FEEDBACK),
        ("write an email before the next round", Purpose.NEXT_ROUND),
        ("write a thank-you email", Purpose.THANKS),
    ],
)
async def test_such_a_mail_is_had_in_the_chat(make_coach: MakeCoach, words: str, purpose: Purpose) -> None:
    coach = make_coach()
    role = await role_after(coach, REPORT)
    (drafted,) = of(Drafted, await said(coach.say(OWNER, role, words)))
    assert drafted.draft.purpose is purpose
