"""A source can be called what it is; what is read from it follows."""

import pytest

from rolecall.coach.events import Opened
from rolecall.domain.conversation import GENERAL
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.test_reality import AD, REPORT
from tests.coach.test_turns import of, text


async def test_a_message_that_is_called_a_report_is_compared_and_promises_nothing(
    make_coach: MakeCoach,
) -> None:
    coach = make_coach()
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    await said(coach.say(OWNER, role, REPORT))
    (report,) = [one for one in coach.open(OWNER, role).sources if one.kind is SourceKind.REPORT]
    assert coach.reality.view(OWNER, role).comparison is not None
    state = await coach.sources.call(OWNER, role, report.id, SourceKind.MESSAGE)
    assert [one.kind for one in state.sources] == [SourceKind.AD, SourceKind.MESSAGE]
    assert coach.reality.view(OWNER, role).comparison is None
    back = await coach.sources.call(OWNER, role, report.id, SourceKind.REPORT)
    assert back.sources[-1].kind is SourceKind.REPORT
    compared = coach.reality.view(OWNER, role).comparison
    assert compared is not None
    assert compared.verdict == "mismatch"


async def test_promises_of_a_source_go_with_its_kind(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    (ad,) = coach.open(OWNER, role).sources
    assert coach.promising.ledger(OWNER, role).promises
    state = await coach.sources.call(OWNER, role, ad.id, SourceKind.REPORT)
    assert not coach.promising.ledger(OWNER, role).promises
    assert state.reading is not None
    assert not state.reading.signals
    assert state.title
    await coach.sources.call(OWNER, role, ad.id, SourceKind.AD)
    assert coach.promising.ledger(OWNER, role).promises
    assert coach.open(OWNER, role).reading.signals  # type: ignore[union-attr]


async def test_a_source_that_is_gone_is_told_in_a_sentence(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    with pytest.raises(BadInput, match="no longer with this role"):
        await coach.sources.call(OWNER, role, "nothing", SourceKind.REPORT)


async def test_a_short_report_beside_a_role_is_a_report_and_a_question_is_not(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    await said(
        coach.say(
            OWNER, role, "I interviewed there yesterday. It was three rounds: two LeetCode, one design chat."
        )
    )
    assert coach.open(OWNER, role).sources[-1].kind is SourceKind.REPORT
    await said(
        coach.say(OWNER, role, "They asked me two LeetCode problems, is that normal for a research role?")
    )
    assert len(coach.open(OWNER, role).sources) == 2


async def test_a_report_without_a_role_is_asked_for_its_promise(make_coach: MakeCoach) -> None:
    coach = make_coach()
    events = await said(coach.say(OWNER, GENERAL, REPORT))
    assert not of(Opened, events)
    assert "report of an interview" in text(events)
