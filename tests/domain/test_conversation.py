"""The state of a role as its events leave it: told, replaced, taken back, in any order they were stored."""

import pytest

from rolecall.domain.conversation import (
    DraftWritten,
    Named,
    RoleEvent,
    RoleRead,
    RoleState,
    Said,
    SourceAdded,
    SourceRemoved,
    Turn,
    Withdrawn,
    event_from,
    fold,
)
from rolecall.domain.mail import Draft
from rolecall.domain.roles import Source, SourceKind
from tests.domain.readings import reading

AD = Source(id="ad", kind=SourceKind.AD, text="Research Scientist. You will publish.")
MESSAGE = Source(id="msg", kind=SourceKind.MESSAGE, text="Hi Noor, we read your paper.")


def turn(name: str, speaker: str = "user", text: str = "", **more: object) -> Turn:
    return Turn.model_validate({"id": name, "speaker": speaker, "text": text or name, **more})


def draft(name: str, body: str = "Hello") -> Draft:
    return Draft.model_validate({"id": name, "subject": "The role", "body": body, "to": "recruiter"})


def after(*events: RoleEvent) -> RoleState:
    return fold(
        RoleState(id="role"),
        [(f"2026-01-05T09:{minute:02}:00", event) for minute, event in enumerate(events)],
    )


def test_events_may_be_folded_in_two_steps() -> None:
    events: list[tuple[str, RoleEvent]] = [
        ("t1", Named(title="A")),
        ("t2", Said(turn=turn("1"))),
        ("t3", Named(title="B")),
    ]
    start = RoleState(id="role")
    assert fold(fold(start, events[:1]), events[1:]) == fold(start, events)
    assert fold(start, []) == start


def test_nothing_happened_yet() -> None:
    assert after() == RoleState(id="role")
    assert after().draft is None
    assert after().suggestions == ()


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([("A", False)], "A"),
        ([("A", False), ("B", False)], "B"),
        ([("A", False), ("mine", True)], "mine"),
        ([("mine", True), ("B", False)], "mine"),
        ([("mine", True), ("B", False), ("mine too", True)], "mine too"),
    ],
)
def test_the_users_own_title_outlives_what_the_sources_say(names: list[tuple[str, bool]], title: str) -> None:
    assert after(*(Named(title=name, by_user=mine) for name, mine in names)).title == title


def test_turns_stand_in_the_order_they_were_said() -> None:
    state = after(Said(turn=turn("1")), Said(turn=turn("2", "coach")), Said(turn=turn("3")))
    assert [t.id for t in state.turns] == ["1", "2", "3"]


def test_a_turn_that_went_on_replaces_itself_where_it_stood() -> None:
    state = after(
        Said(turn=turn("1", "coach", "Hel", interrupted=True)),
        Said(turn=turn("2")),
        Said(turn=turn("1", "coach", "Hello.")),
    )
    assert [(t.id, t.text, t.interrupted) for t in state.turns] == [("1", "Hello.", False), ("2", "2", False)]


@pytest.mark.parametrize(
    ("back", "left"), [("1", []), ("2", ["1"]), ("3", ["1", "2"]), ("9", ["1", "2", "3"])]
)
def test_a_withdrawn_turn_takes_all_that_followed(back: str, left: list[str]) -> None:
    said = [Said(turn=turn(name)) for name in ("1", "2", "3")]
    assert [t.id for t in after(*said, Withdrawn(turn_id=back)).turns] == left


def test_after_a_withdrawal_the_conversation_goes_on() -> None:
    state = after(Said(turn=turn("1")), Withdrawn(turn_id="1"), Said(turn=turn("2")))
    assert [t.id for t in state.turns] == ["2"]


def test_sources_are_kept_once_with_the_turn_that_brought_them() -> None:
    again = AD.model_copy(update={"name": "ad.pdf"})
    state = after(
        SourceAdded(source=AD, turn="1"),
        SourceAdded(source=MESSAGE, turn="2"),
        SourceAdded(source=again, turn="3"),
    )
    assert state.sources == (MESSAGE, again)
    assert state.brought == {"ad": "3", "msg": "2"}


def test_the_reading_goes_with_the_last_source_and_not_before() -> None:
    read = RoleRead(reading=reading())
    both = (SourceAdded(source=AD), SourceAdded(source=MESSAGE), read)
    assert after(*both, SourceRemoved(source_id="ad")).reading == read.reading
    assert after(*both, SourceRemoved(source_id="ad"), SourceRemoved(source_id="msg")).reading is None


def test_removing_an_unknown_source_changes_nothing_but_the_time() -> None:
    state = after(SourceAdded(source=AD), SourceRemoved(source_id="other"))
    assert state.sources == (AD,)
    assert state.updated_at.endswith("09:01:00")


def test_a_later_reading_replaces_the_earlier_one() -> None:
    state = after(RoleRead(reading=reading(title="Old")), RoleRead(reading=reading(title="New")))
    assert state.reading is not None
    assert state.reading.title == "New"


def test_an_edited_draft_keeps_its_place_and_a_new_one_comes_last() -> None:
    state = after(
        DraftWritten(draft=draft("a")),
        DraftWritten(draft=draft("b")),
        DraftWritten(draft=draft("a", "Edited")),
    )
    assert [(d.id, d.body) for d in state.drafts] == [("a", "Edited"), ("b", "Hello")]
    assert state.draft is not None
    assert state.draft.id == "b"


def test_what_to_do_next_is_what_the_last_turn_offered() -> None:
    offered = Said(turn=turn("1", "coach", suggestions=("Write the email",)))
    assert after(offered).suggestions == ("Write the email",)
    assert after(offered, Said(turn=turn("2"))).suggestions == ()


def test_the_time_is_that_of_the_last_event() -> None:
    assert after(Named(title="A"), Said(turn=turn("1"))).updated_at == "2026-01-05T09:01:00"


@pytest.mark.parametrize(
    "event",
    [
        Named(title="A", by_user=True),
        SourceAdded(source=AD, turn="1"),
        SourceRemoved(source_id="ad"),
        RoleRead(reading=reading()),
        Said(turn=turn("1")),
        Withdrawn(turn_id="1"),
        DraftWritten(draft=draft("a")),
    ],
)
def test_an_event_comes_back_as_it_was_stored(event: RoleEvent) -> None:
    stored = event.model_dump(mode="json", exclude={"kind"})
    assert event_from(event.kind, stored) == event
