"""Where a candidate stands with a role, over the real content: nothing is invented, nothing is decided."""

from datetime import date

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.weighing import Weighing
from rolecall.content.deciding import load_deciding
from rolecall.domain.conversation import GENERAL
from rolecall.domain.deciding.values import Decision
from rolecall.domain.mail import DraftRequest
from rolecall.domain.promises.values import PromiseState
from rolecall.domain.roles import Source, SourceKind, Topic, TopicState, Track
from rolecall.wiring import build_weighing
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.plan_cases import CV, ENGINEER, FUZZY, RESEARCHER, reading, role
from tests.coach.test_reality import AD, REPLY, REPORT
from tests.coach.test_turns import opened

NURSE = "Nurse, night shift. You will care for patients on two wards and keep their records."


@pytest.fixture
def weighing() -> Weighing:
    return build_weighing()


async def _decision(coach: Coach, *texts: str) -> tuple[Decision, str]:
    role_id = await opened(coach, texts[0])
    if len(texts) > 1:
        await coach.draft(OWNER, role_id, DraftRequest())
    for text in texts[1:]:
        await said(coach.say(OWNER, role_id, text))
    found = coach.reality.decision(OWNER, role_id)
    assert found is not None
    return found, role_id


@pytest.mark.parametrize("answer", load_deciding().answers, ids=lambda one: one.id)
def test_every_supposed_answer_is_read_as_an_answer_to_its_topic(answer: object) -> None:
    found = reading().read([Source(id="a", kind=SourceKind.REPLY, text=answer.text)])  # type: ignore[attr-defined]
    assert found.topics[answer.topic].state is not TopicState.MISSING  # type: ignore[attr-defined]


@pytest.mark.parametrize("track", Track)
def test_the_sentences_that_turn_a_reading_point_where_they_should(track: Track) -> None:
    text = "\n".join(load_deciding().turning[track])
    assert reading().read([Source(id="t", kind=SourceKind.AD, text=text)]).track == track


async def test_topics_are_known_or_uncertain_and_quotes_are_the_sources_words(make_coach: MakeCoach) -> None:
    coach = make_coach()
    found, role_id = await _decision(coach, AD, REPLY, REPORT)
    state = coach.open(OWNER, role_id)
    labels = coach.topic_labels()
    topics = {labels[topic] for topic in Topic}
    told = [fact.label for fact in (*found.known, *found.uncertain)]
    assert topics <= set(told)
    texts = {source.id: source.text for source in state.sources}
    quotes = [fact.quote for fact in (*found.known, *found.promised, *found.uncertain) if fact.quote]
    quotes += [quote for option in found.options for reason in option.reasons for quote in reason.quotes]
    assert len(quotes) > 6
    assert all(texts[one.source][one.start : one.end] == one.text for one in quotes)


async def test_what_would_change_the_reading_really_does(make_coach: MakeCoach) -> None:
    coach = make_coach()
    found, role_id = await _decision(coach, FUZZY)
    rules = {answer.short: answer for answer in load_deciding().answers}
    turning = [one for mover in found.movers for one in mover.outcomes if one.turns]
    assert turning
    sources = coach.open(OWNER, role_id).sources
    for one in turning:
        reply = Source(id="r", kind=SourceKind.REPLY, text=rules[one.answer].text)
        assert reading().read(sources).track == one.before
        assert reading().read([*sources, reply]).track == one.after
        assert one.after in (*rules[one.answer].leans, "mixed")


async def test_only_open_questions_are_told_to_change_anything(make_coach: MakeCoach) -> None:
    coach = make_coach()
    found, role_id = await _decision(coach, AD)
    reading_of = coach.open(OWNER, role_id).reading
    assert reading_of is not None
    for mover in found.movers:
        assert reading_of.topics[mover.topic].state is not TopicState.ANSWERED
        assert mover.question in [question.text for question in reading_of.questions]
        assert all(one.turns or one.minutes for one in mover.outcomes)


def test_a_thin_text_hangs_on_little_and_a_full_ad_is_steady(weighing: Weighing) -> None:
    assert "hangs on little: one clear sentence" in weighing.steady(role(FUZZY))
    assert "is steady: four more sentences" in weighing.steady(role(ENGINEER))


async def test_there_are_always_the_same_three_ways_and_none_is_advised(make_coach: MakeCoach) -> None:
    coach = make_coach()
    for texts in ((ENGINEER,), (FUZZY,), (AD, REPLY, REPORT)):
        found, _ = await _decision(coach, *texts)
        assert [one.name for one in found.options] == ["opt_out", "ask", "prepare"]
        words = " ".join(reason.says for one in found.options for reason in one.reasons).lower()
        for word in ("should", "must", "recommend", "lied", "dishonest", "better to"):
            assert word not in words


async def test_what_turned_out_otherwise_speaks_for_opting_out_and_untested_promises_are_told(
    make_coach: MakeCoach,
) -> None:
    coach = make_coach()
    found, role_id = await _decision(coach, AD, REPLY, REPORT)
    broken = [
        one for one in coach.promising.ledger(OWNER, role_id).promises if one.state is PromiseState.BROKEN
    ]
    reasons = found.options[0].reasons
    assert any("differs from what was promised" in one.says for one in reasons)
    quotes = {quote.text for one in reasons for quote in one.quotes}
    assert broken
    assert broken[0].quotes[0].quote in quotes
    fresh, _ = await _decision(make_coach(), AD)
    assert fresh.options[0].reasons == ()
    assert "untested" in fresh.testing


async def test_an_own_cv_that_shows_what_is_asked_speaks_for_preparing(make_coach: MakeCoach) -> None:
    coach = make_coach()
    coach.add_document(OWNER, "cv.txt", CV.encode())
    found, _ = await _decision(coach, ENGINEER)
    reason = next(one for one in found.options[2].reasons if "Your CV shows" in one.says)
    assert {quote.kind for quote in reason.quotes} == {SourceKind.AD, SourceKind.CV}


async def test_without_a_machine_learning_role_there_is_nothing_to_decide(make_coach: MakeCoach) -> None:
    coach = make_coach()
    assert coach.reality.decision(OWNER, GENERAL) is None
    role_id = await opened(coach, NURSE * 3)
    assert coach.reality.decision(OWNER, role_id) is None


async def test_roles_stand_side_by_side_with_what_each_has(make_coach: MakeCoach) -> None:
    coach = make_coach()
    _, told = await _decision(coach, AD, REPLY, REPORT)
    _, quiet = await _decision(coach, ENGINEER)
    await opened(coach, NURSE * 3)
    coach.reality.plans.wish(OWNER, quiet, 6, date(2026, 11, 30), date(2026, 11, 23))
    columns = {one.id: one for one in coach.reality.table(OWNER, date(2026, 11, 23))}
    assert set(columns) == {told, quiet}
    assert columns[told].verdict == "mismatch"
    assert columns[told].broken >= 1
    assert columns[told].tested[0][1] > 0
    assert columns[quiet].verdict is None
    assert columns[quiet].hours == 6
    assert columns[quiet].next_step.startswith("Ask: ")
    assert len(columns[quiet].missing) + len(columns[quiet].partial) <= len(Topic)


async def test_a_second_look_at_the_same_role_is_not_weighed_again(
    make_coach: MakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = make_coach()
    found, role_id = await _decision(coach, RESEARCHER)

    def again(*_: object) -> None:
        raise AssertionError("weighed again")

    monkeypatch.setattr(Weighing, "movers", again)
    assert coach.reality.decision(OWNER, role_id) == found
