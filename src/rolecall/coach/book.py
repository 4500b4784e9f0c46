"""The roles of one owner: loaded by folding their events, changed by appending one."""

from rolecall.coach.folding import Folds
from rolecall.domain.conversation import GENERAL, RoleEvent, RoleState, event_from, fold
from rolecall.domain.roles import TopicState
from rolecall.domain.values import Value
from rolecall.ports import BadInput, Store

_PREFIX = "role:"


class RoleSummary(Value):
    """One line of the list of roles."""

    id: str
    title: str
    company: str
    waiting: bool
    """True where topics are open and no email has been written yet."""
    updated_at: str


class RoleBook:
    """Roles as append-only events."""

    def __init__(self, store: Store) -> None:
        self._folds: Folds[RoleState, RoleEvent] = Folds(
            store, _PREFIX, empty=lambda role_id: RoleState(id=role_id), parse=event_from, fold=fold
        )

    def open(self, owner: str, role_id: str) -> RoleState:
        """The role as it stands. Raises BadInput where there is none of that id."""
        state = self._folds.open(owner, role_id)
        if state is None and role_id != GENERAL:
            raise BadInput(f"There is no role {role_id!r} here; choose one from the list or paste a new one.")
        return state or RoleState(id=role_id)

    def append(self, owner: str, role_id: str, event: RoleEvent) -> None:
        """Stores one event; it is on disk when this returns."""
        self._folds.append(owner, role_id, event)

    def roles(self, owner: str) -> list[RoleSummary]:
        """Newest first, without the general conversation."""
        return [
            _summary(state, updated_at)
            for role_id, updated_at, state in self._folds.newest_first(owner)
            if role_id != GENERAL
        ]

    def remove(self, owner: str, role_id: str) -> None:
        self._folds.remove(owner, role_id)

    def forget(self) -> None:
        """Drops what is kept in memory, after everything was deleted or restored."""
        self._folds.forget()


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
