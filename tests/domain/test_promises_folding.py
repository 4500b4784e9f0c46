"""The ledger as its events leave it: readings propose, the user decides."""

from rolecall.domain.conversation import (
    RoleEvent,
    RoleState,
    SourceAdded,
    SourceRemoved,
    event_from,
    fold,
)
from rolecall.domain.promises import Promise, PromiseState, find_promises, settle
from rolecall.domain.promises.folding import PromiseAdded, PromiseChanged, PromiseRemoved, PromisesFound
from rolecall.domain.roles import Source
from tests.domain.promise_rules import RULES, source

MAIL = source(
    "Hi Leila,\n\nThe loop has three rounds. We publish 4 papers a year.\n\nBecca", "message", "mail"
)
AD = source("Research Scientist, Speech\nWe publish 4 papers a year.", "ad", "ad")
REPORT = source("There were five rounds in all.", "report", "report")


def read(*sources: Source) -> PromisesFound:
    promises = find_promises(sources, RULES)
    return PromisesFound(promises=settle(promises, [one for one in sources if one.kind == "report"], RULES))


def after(*events: RoleEvent) -> tuple[Promise, ...]:
    return fold(RoleState(id="role"), [("t", event) for event in events]).ledger.promises


def rounds(promises: tuple[Promise, ...]) -> Promise:
    return next(promise for promise in promises if promise.kind == "rounds")


def test_reading_a_source_again_doubles_nothing() -> None:
    assert after(read(MAIL), read(MAIL)) == after(read(MAIL))
    assert len(after(read(MAIL))) == 2


def test_a_users_word_is_never_overwritten_by_a_later_reading() -> None:
    first = rounds(after(read(MAIL)))
    changed = PromiseChanged(promise_id=first.id, state=PromiseState.KEPT, note="Ben confirmed it.")
    promise = rounds(after(read(MAIL), changed, read(MAIL, REPORT)))
    assert (promise.state, promise.note, promise.by_user) == (PromiseState.KEPT, "Ben confirmed it.", True)
    assert rounds(after(read(MAIL), read(MAIL, REPORT))).state is PromiseState.BROKEN


def test_a_promise_the_user_edited_gets_the_quotes_of_later_sources() -> None:
    promises = after(read(MAIL))
    publishing = next(promise for promise in promises if promise.kind == "publishing")
    changed = PromiseChanged(promise_id=publishing.id, words="They publish.")
    (kept,) = (one for one in after(read(MAIL), changed, read(MAIL, AD)) if one.kind == "publishing")
    assert kept.said == "They publish."
    assert [spoken.source for spoken in kept.quotes] == ["mail", "ad"]


def test_a_promise_the_user_removed_does_not_come_back() -> None:
    first = rounds(after(read(MAIL)))
    left = after(read(MAIL), PromiseRemoved(promise_id=first.id), read(MAIL), read(MAIL, REPORT))
    assert [promise.kind for promise in left] == ["publishing"]


def test_removing_a_source_takes_its_promises_along_unless_the_user_edited_them() -> None:
    events: tuple[RoleEvent, ...] = (SourceAdded(source=MAIL), SourceAdded(source=AD), read(MAIL, AD))
    gone = after(*events, SourceRemoved(source_id="mail"))
    assert [[spoken.source for spoken in promise.quotes] for promise in gone] == [["ad"]]
    edited = PromiseChanged(promise_id=rounds(after(*events)).id, note="mine")
    kept = after(*events, edited, SourceRemoved(source_id="mail"), read(AD))
    assert {promise.kind.value for promise in kept} == {"rounds", "publishing"}


def test_evidence_goes_with_the_source_that_gave_it() -> None:
    promise = rounds(after(read(MAIL, REPORT), SourceRemoved(source_id="report")))
    assert (promise.state, promise.evidence) == (PromiseState.UNTESTED, ())


def test_a_promise_written_down_by_hand_stays() -> None:
    own = Promise(
        id="own", kind="other", words="Free choice of the first project", who="Ben", on="2026-01-02"
    )
    promises = after(PromiseAdded(promise=own), read(MAIL), SourceRemoved(source_id="mail"))
    assert [(promise.said, promise.by_user) for promise in promises] == [
        ("Free choice of the first project", True)
    ]


def test_events_about_a_promise_that_is_not_there_change_nothing() -> None:
    before = after(read(MAIL))
    assert after(read(MAIL), PromiseChanged(promise_id="gone", note="x")) == before
    assert after(read(MAIL), PromiseRemoved(promise_id="gone")) == before


def test_events_come_back_as_they_were_stored() -> None:
    for event in (read(MAIL, REPORT), PromiseChanged(promise_id="p", state=PromiseState.KEPT)):
        data = event.model_dump(mode="json", exclude={"kind"})
        assert event_from(event.kind, data) == event


def test_taking_a_report_away_leaves_what_the_others_show() -> None:
    again = source("There were three rounds in all.", "report", "again")
    found = read(MAIL, REPORT, again)
    assert rounds(after(found)).outcome == "kept in part"
    assert rounds(after(found, SourceRemoved(source_id="report"))).outcome == "kept"
    assert rounds(after(found, SourceRemoved(source_id="again"))).outcome == "not kept"
