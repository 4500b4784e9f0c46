"""The promise ledger of a role: read from its sources, and the user's to edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rolecall.coach.book import RoleBook
from rolecall.domain.conversation import RoleState
from rolecall.domain.promises import find_promises, settle
from rolecall.domain.promises.folding import (
    PromiseAdded,
    PromiseChanged,
    PromiseRemoved,
    PromisesFound,
    after,
)
from rolecall.domain.promises.rules import PromiseRules
from rolecall.domain.promises.settling import LATER
from rolecall.domain.promises.telling import tell_differences, tell_outcomes, tell_promised
from rolecall.domain.promises.timeline import Entry, Order, timeline
from rolecall.domain.promises.values import Promise, PromiseKind, PromiseState
from rolecall.domain.roles import Source
from rolecall.domain.values import Value
from rolecall.ports import BadInput

_LONGEST = 2000
"""Characters of a promise, or a note on one, in the user's words."""


class Ledger(Value):
    """The promises of a role, and the points of their timeline."""

    promises: tuple[Promise, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Promising:
    """The use cases of the ledger."""

    book: RoleBook
    rules: Callable[[], PromiseRules]
    """Loaded at the first use."""
    new_id: Callable[[], str]
    now: Callable[[], str]
    """ISO time."""

    def ledger(self, owner: str, role_id: str, order: Order = "date") -> Ledger:
        """The ledger as it stands. Raises BadInput where there is no such role."""
        promises = self.book.open(owner, role_id).ledger.promises
        return Ledger(promises=promises, entries=timeline(promises, order))

    def add(
        self,
        owner: str,
        role_id: str,
        words: str,
        *,
        kind: PromiseKind = PromiseKind.OTHER,
        who: str = "",
        on: str = "",
        note: str = "",
    ) -> Promise:
        """Writes down what the user was told; `on` is an ISO date, today where it is empty."""
        self.book.open(owner, role_id)
        promise = Promise(
            id=self.new_id(),
            kind=kind,
            words=_said(words),
            who=who.strip(),
            on=on or self.now()[:10],
            note=note.strip()[:_LONGEST],
            by_user=True,
        )
        self.book.append(owner, role_id, PromiseAdded(promise=promise))
        return self._one(owner, role_id, promise.id)

    def change(
        self,
        owner: str,
        role_id: str,
        promise_id: str,
        *,
        state: PromiseState | None = None,
        words: str | None = None,
        note: str | None = None,
        kind: PromiseKind | None = None,
        who: str | None = None,
        on: str | None = None,
    ) -> Promise:
        """Changes what is given; no reading touches the promise from then on. BadInput where it is gone."""
        self._one(owner, role_id, promise_id)
        event = PromiseChanged(
            promise_id=promise_id,
            state=state,
            words=_said(words) if words is not None else None,
            note=note.strip()[:_LONGEST] if note is not None else None,
            about=kind,
            who=who,
            on=on,
        )
        self.book.append(owner, role_id, event)
        return self._one(owner, role_id, promise_id)

    def remove(self, owner: str, role_id: str, promise_id: str) -> Ledger:
        """Takes a promise off the ledger for good. Raises BadInput where it is gone already."""
        self._one(owner, role_id, promise_id)
        self.book.append(owner, role_id, PromiseRemoved(promise_id=promise_id))
        return self.ledger(owner, role_id)

    def read(self, owner: str, role_id: str) -> tuple[Promise, ...]:
        """Reads all sources of a role anew, and stores what is seen where that changes the ledger."""
        state = self.book.open(owner, role_id)
        event = PromisesFound(promises=self.seen(state))
        if after(state.ledger, event) != state.ledger:
            self.book.append(owner, role_id, event)
        return self.book.open(owner, role_id).ledger.promises

    def seen(self, state: RoleState) -> tuple[Promise, ...]:
        """What the rules see in the sources of a role, without regard to what the user made of it."""
        rules = self.rules()
        times = {turn.id: turn.at for turn in state.turns}
        brought = {source: times.get(turn, "") for source, turn in state.brought.items()}
        later = [source for source in state.sources if source.kind in LATER]
        return settle(find_promises(state.sources, rules, brought), later, rules, brought)

    def tell(self, owner: str, role_id: str, new: Sequence[Source]) -> tuple[str, ...]:
        """Reads the ledger anew, and says of the sources just brought what they promise, change or show.

        Nothing where there is nothing to say; what the user removed is not brought up again.
        """
        before = self.book.open(owner, role_id).ledger.promises
        now = self.read(owner, role_id)
        ids = {source.id for source in new}
        told = (tell_promised(now, ids), tell_differences(now, ids), tell_outcomes(before, now))
        return tuple(sentence for sentence in told if sentence)

    def _one(self, owner: str, role_id: str, promise_id: str) -> Promise:
        promise = self.book.open(owner, role_id).ledger.of(promise_id)
        if promise is None:
            raise BadInput(
                f"There is no promise {promise_id!r} on this role's ledger; it may have been removed."
            )
        return promise


def _said(words: str) -> str:
    if not words.strip():
        raise BadInput("There are no words to note; write what was said.")
    return words.strip()[:_LONGEST]
