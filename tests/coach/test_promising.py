"""The ledger in whole turns: what the coach says of promises, and what the user makes of them."""

from collections.abc import Sequence

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.events import Event, Opened, Said
from rolecall.coach.promising import Promising
from rolecall.domain.conversation import GENERAL
from rolecall.domain.promises import PromiseKind, PromiseState
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput
from tests.coach.conftest import OWNER, MakeCoach, said

AD = (
    "Research Scientist, Speech\nTessellate Audio\nYou will set your own research agenda within a team "
    "of eight scientists. We publish four papers a year.\nOur interview process\nThe loop has three rounds. "
    "There is no live coding. You will hear from us within ten days.\n"
)
NOTES = (
    "Call w/ Anna (recruiter), 12 March\nAnna said: five rounds, no leetcode; comp 120k; they publish 2-3/yr"
)
PLAIN = (
    "Hi Noor,\n\nI came across your profile and loved it. We have a research scientist role in Oslo that "
    "could suit you. Would you be open to a quick chat next week? I would love to tell you more about it.\n\n"
    "Best,\nDana"
)


@pytest.fixture
def house(make_coach: MakeCoach) -> tuple[Coach, Promising]:
    """A coach whose turns keep a ledger."""
    coach = make_coach()
    return coach, coach.promising


async def opened(coach: Coach, text: str) -> tuple[str, str]:
    """Role id, and what the coach said."""
    events = await said(coach.say(OWNER, GENERAL, text))
    return next(event.role_id for event in events if isinstance(event, Opened)), told(events)


def told(events: Sequence[Event]) -> str:
    return "".join(event.delta for event in events if isinstance(event, Said))


async def test_reading_an_ad_says_once_what_one_could_hold_them_to(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, words = await opened(coach, AD)
    assert words.count("things you could hold them to:") == 1
    assert "“The loop has three rounds.”" in words
    ledger = promising.ledger(OWNER, role_id)
    assert {promise.who for promise in ledger.promises} == {"the ad"}
    assert len(ledger.entries) == len(ledger.promises) == 5
    words = told(await said(coach.say(OWNER, role_id, PLAIN)))
    assert "hold them to" not in words


async def test_nothing_is_said_where_nothing_was_promised(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, words = await opened(coach, PLAIN)
    assert "hold them to" not in words
    assert promising.ledger(OWNER, role_id).promises == ()


async def test_call_notes_are_a_source_and_differences_are_told(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, _ = await opened(coach, AD)
    words = told(await said(coach.say(OWNER, role_id, NOTES)))
    state = coach.open(OWNER, role_id)
    assert [source.kind for source in state.sources] == [SourceKind.AD, SourceKind.NOTE]
    assert "Three things you could hold them to: " in words
    assert "“no leetcode”" in words
    assert "the ad said “The loop has three rounds.”, Anna now says “five rounds" in words
    no_coding = [one for one in promising.ledger(OWNER, role_id).promises if one.kind is PromiseKind.CONTENT]
    assert sorted(spoken.who for spoken in no_coding[0].quotes) == ["Anna", "the ad"]


async def test_call_notes_in_a_file_are_a_source_too(house: tuple[Coach, Promising]) -> None:
    coach, _ = house
    role_id, _ = await opened(coach, AD)
    await said(coach.say(OWNER, role_id, "", [("call.txt", NOTES.encode())]))
    assert [source.kind for source in coach.open(OWNER, role_id).sources][1:] == [SourceKind.NOTE]


async def test_a_wish_that_mentions_a_call_is_still_a_wish(house: tuple[Coach, Promising]) -> None:
    coach, _ = house
    role_id, _ = await opened(coach, AD)
    await said(coach.say(OWNER, role_id, "Spoke to Anna: it went well. Please write the email to thank her."))
    assert len(coach.open(OWNER, role_id).sources) == 1


async def test_the_users_changes_outlive_every_later_reading(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, _ = await opened(coach, AD)
    rounds = next(one for one in promising.ledger(OWNER, role_id).promises if one.kind is PromiseKind.ROUNDS)
    promising.change(OWNER, role_id, rounds.id, state=PromiseState.KEPT, note="Ben confirmed it.")
    own = promising.add(OWNER, role_id, "First project of my own choice", who="Ben")
    await said(coach.say(OWNER, role_id, NOTES))
    promises = {one.id: one for one in promising.ledger(OWNER, role_id).promises}
    assert (promises[rounds.id].state, promises[rounds.id].note) == (PromiseState.KEPT, "Ben confirmed it.")
    assert (promises[own.id].who, promises[own.id].on) == ("Ben", "2026-01-05")


async def test_removing_a_source_takes_its_promises_along(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, _ = await opened(coach, AD)
    await said(coach.say(OWNER, role_id, NOTES))
    ad = coach.open(OWNER, role_id).sources[0]
    await coach.remove_source(OWNER, role_id, ad.id)
    assert {one.who for one in promising.ledger(OWNER, role_id).promises} == {"Anna"}


async def test_a_removed_promise_stays_away_and_a_second_reading_stores_nothing(
    house: tuple[Coach, Promising],
) -> None:
    coach, promising = house
    role_id, _ = await opened(coach, AD)
    first = promising.ledger(OWNER, role_id).promises[0]
    assert first.id not in [one.id for one in promising.remove(OWNER, role_id, first.id).promises]
    before = coach.open(OWNER, role_id)
    promising.read(OWNER, role_id)
    assert coach.open(OWNER, role_id) == before


async def test_faults_name_the_next_step(house: tuple[Coach, Promising]) -> None:
    coach, promising = house
    role_id, _ = await opened(coach, AD)
    with pytest.raises(BadInput, match="write what was said"):
        promising.add(OWNER, role_id, "  ")
    with pytest.raises(BadInput, match="no promise 'gone'"):
        promising.change(OWNER, role_id, "gone", note="x")
    with pytest.raises(BadInput, match="no role"):
        promising.ledger(OWNER, "nowhere")


async def test_a_reply_that_shows_a_promise_kept_is_told_as_an_observation(
    house: tuple[Coach, Promising],
) -> None:
    coach, promising = house
    message = PLAIN.replace("I came across", "Rosa will read your preprint before we meet. I came across")
    role_id, words = await opened(coach, message)
    assert "One thing you could hold them to: " in words
    reply = (
        "Hi Noor,\n\nthank you for your questions about the team. Rosa has now read your preprint and "
        "looks forward to it. I will check with the hiring manager about compute and get back to you.\n\n"
        "Best,\nDana"
    )
    words = told(await said(coach.say(OWNER, role_id, reply)))
    assert "was kept (“Rosa has now read your preprint and looks forward to it.”)" in words
    assert [one.state.value for one in promising.ledger(OWNER, role_id).promises] == ["kept"]
