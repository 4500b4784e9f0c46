"""What a ledger is after each event: readings propose, the user decides."""

from collections.abc import Collection, Sequence
from typing import Literal

from rolecall.domain.promises.merging import against, oldest_first
from rolecall.domain.promises.values import Channel, Promise, PromiseKind, PromiseState, Spoken, state_of
from rolecall.domain.values import Value

StatementKey = tuple[str, int, str]
"""Source, start and kind of a statement: how it is known again when its source is read once more."""


class PromisesFound(Value):
    """The sources were read: every promise the rules see in them, with the states they propose."""

    kind: Literal["promises_found"] = "promises_found"
    promises: tuple[Promise, ...]


class PromiseAdded(Value):
    """The user wrote a promise down."""

    kind: Literal["promise_added"] = "promise_added"
    promise: Promise


class PromiseChanged(Value):
    """The user changed a promise; what is None stays as it was."""

    kind: Literal["promise_changed"] = "promise_changed"
    promise_id: str
    state: PromiseState | None = None
    words: str | None = None
    note: str | None = None
    about: PromiseKind | None = None
    who: str | None = None
    on: str | None = None


class PromiseRemoved(Value):
    """The user took a promise off the ledger: no reading brings it back."""

    kind: Literal["promise_removed"] = "promise_removed"
    promise_id: str


PromiseEvent = PromisesFound | PromiseAdded | PromiseChanged | PromiseRemoved


class LedgerState(Value):
    """The promises of a role as its events leave them."""

    promises: tuple[Promise, ...] = ()
    dropped: tuple[StatementKey, ...] = ()
    """Statements the user took off."""

    def of(self, promise_id: str) -> Promise | None:
        return next((promise for promise in self.promises if promise.id == promise_id), None)


def key(spoken: Spoken) -> StatementKey:
    return (spoken.source, spoken.start, spoken.kind.value)


def after(ledger: LedgerState, event: PromiseEvent) -> LedgerState:
    """The ledger after one event; one about a promise that is not there changes nothing."""
    match event:
        case PromisesFound():
            return _ordered(ledger, _with_found(ledger, event.promises))
        case PromiseAdded():
            others = tuple(one for one in ledger.promises if one.id != event.promise.id)
            added = event.promise.model_copy(update={"by_user": True, "channel": _channel(event.promise)})
            return _ordered(ledger, (*others, added))
        case PromiseChanged():
            changed = tuple(
                _changed(one, event) if one.id == event.promise_id else one for one in ledger.promises
            )
            return _ordered(ledger, changed)
        case PromiseRemoved():
            gone = ledger.of(event.promise_id)
            keys = [key(spoken) for spoken in gone.quotes] if gone else []
            kept = tuple(one for one in ledger.promises if one.id != event.promise_id)
            return _ordered(
                ledger.model_copy(update={"dropped": tuple(dict.fromkeys([*ledger.dropped, *keys]))}), kept
            )


def without_source(ledger: LedgerState, source_id: str) -> LedgerState:
    """The ledger after a source was taken away: what it said or showed goes, unless the user edited it."""
    kept = (_without(promise, source_id) for promise in ledger.promises)
    return _ordered(ledger, tuple(one for one in kept if one is not None))


def _channel(promise: Promise) -> Channel:
    return promise.quotes[0].channel if promise.quotes else promise.channel


def _with_found(ledger: LedgerState, found: Sequence[Promise]) -> tuple[Promise, ...]:
    own = [promise for promise in ledger.promises if promise.by_user]
    fresh: list[Promise] = []
    for promise in found:
        keys = {key(spoken) for spoken in promise.quotes}
        mine = next((n for n, one in enumerate(own) if keys & {key(spoken) for spoken in one.quotes}), None)
        if mine is not None:
            # Said once more, elsewhere: the user's entry gets the quote, and keeps what the user made of it.
            own[mine] = _quoting(own[mine], promise.quotes, ledger.dropped)
            continue
        quotes = tuple(spoken for spoken in promise.quotes if key(spoken) not in ledger.dropped)
        if quotes:
            fresh.append(promise.model_copy(update={"quotes": quotes}))
    return (*own, *fresh)


def _quoting(promise: Promise, quotes: Sequence[Spoken], dropped: Collection[StatementKey]) -> Promise:
    known = {key(spoken) for spoken in promise.quotes} | set(dropped)
    new = tuple(spoken for spoken in quotes if key(spoken) not in known)
    return promise.model_copy(update={"quotes": (*promise.quotes, *new)}) if new else promise


def _changed(promise: Promise, event: PromiseChanged) -> Promise:
    given = {"state": event.state, "words": event.words, "note": event.note, "kind": event.about,
             "who": event.who, "on": event.on}  # fmt: skip
    changes = {name: value for name, value in given.items() if value is not None}
    return promise.model_copy(update={**changes, "by_user": True})


def _without(promise: Promise, source_id: str) -> Promise | None:
    if promise.by_user:
        return promise
    quotes = tuple(spoken for spoken in promise.quotes if spoken.source != source_id)
    if not quotes:
        return None
    evidence = tuple(proof for proof in promise.evidence if proof.source != source_id)
    first = min(quotes, key=lambda one: one.on or "9999")
    changes: dict[str, object] = {"quotes": quotes, "evidence": evidence}
    changes |= {"who": first.who, "on": first.on, "channel": first.channel}
    if promise.evidence != evidence and all(proof.shows for proof in evidence):
        changes["state"] = state_of(evidence)
    return promise.model_copy(update=changes)


def _ordered(ledger: LedgerState, promises: Sequence[Promise]) -> LedgerState:
    """Oldest first; each promise beside those that say otherwise."""
    return ledger.model_copy(update={"promises": against(oldest_first(promises))})
