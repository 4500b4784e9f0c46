"""The roles of one owner: loaded by folding their events, changed by appending one."""

from typing import Any

from rolecall.domain.conversation import GENERAL, RoleEvent, RoleState, event_from, fold
from rolecall.domain.roles import TopicState
from rolecall.domain.values import Value
from rolecall.ports import BadInput, Store

_PREFIX = "role:"
_KEPT_FOLDS = 512
"""Folded states kept in memory; a hundred users with a few roles each."""


class RoleSummary(Value):
    """One line of the list of roles."""

    id: str
    title: str
    company: str
    waiting: bool
    """True where topics are open and no email has been written yet."""
    updated_at: str


class RoleBook:
    """Roles as append-only events; what is folded is kept, and only newer events are read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folds: dict[tuple[str, str], tuple[int, RoleState]] = {}

    def open(self, owner: str, role_id: str) -> RoleState:
        """The role as it stands. Raises BadInput where there is none of that id."""
        seq, state = self._folds.get((owner, role_id), (0, RoleState(id=role_id)))
        # The last known event is asked for again: where it is gone, so is what was folded from it.
        events = self._store.events(owner, _PREFIX + role_id, after=max(0, seq - 1))
        if seq and not (events and events[0].seq == seq):
            seq, state = 0, RoleState(id=role_id)
            events = self._store.events(owner, _PREFIX + role_id)
        if not events and role_id != GENERAL:
            self._folds.pop((owner, role_id), None)
            raise BadInput(f"There is no role {role_id!r} here; choose one from the list or paste a new one.")
        new = [event for event in events if event.seq > seq]
        if new:
            state = fold(state, [(e.at, event_from(e.kind, e.data)) for e in new])
            self._keep(owner, role_id, new[-1].seq, state)
        return state

    def append(self, owner: str, role_id: str, event: RoleEvent) -> None:
        """Stores one event; it is on disk when this returns."""
        data: dict[str, Any] = event.model_dump(mode="json", exclude={"kind"})
        self._store.append(owner, _PREFIX + role_id, event.kind, data)

    def roles(self, owner: str) -> list[RoleSummary]:
        """Newest first, without the general conversation."""
        summaries = []
        for stream in self._store.streams(owner, _PREFIX):
            role_id = stream.stream.removeprefix(_PREFIX)
            if role_id != GENERAL:
                summaries.append(_summary(self._latest(owner, role_id, stream.events), stream.updated_at))
        return summaries

    def remove(self, owner: str, role_id: str) -> None:
        self._store.delete(owner, _PREFIX + role_id)
        self._folds.pop((owner, role_id), None)

    def forget(self) -> None:
        """Drops what is kept in memory, after everything was deleted or restored."""
        self._folds.clear()

    def _latest(self, owner: str, role_id: str, events: int) -> RoleState:
        known = self._folds.get((owner, role_id))
        return known[1] if known and known[0] == events else self.open(owner, role_id)

    def _keep(self, owner: str, role_id: str, seq: int, state: RoleState) -> None:
        if len(self._folds) >= _KEPT_FOLDS:
            self._folds.pop(next(iter(self._folds)), None)
        self._folds[(owner, role_id)] = (seq, state)


def _summary(state: RoleState, updated_at: str) -> RoleSummary:
    reading = state.reading
    open_topics = reading is not None and any(
        finding.state is not TopicState.ANSWERED for finding in reading.topics.values()
    )
    return RoleSummary(
        id=state.id,
        title=state.title or "A role without a title",
        company=reading.company if reading else "",
        waiting=open_topics and not state.drafts,
        updated_at=updated_at,
    )
