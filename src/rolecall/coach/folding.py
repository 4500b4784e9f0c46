"""States as folds over append-only events: what is folded is kept, and only newer events are read."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from rolecall.ports import Store

_KEPT_FOLDS = 512
"""Folded states kept in memory; a hundred users with a few each."""


class _Event(Protocol):
    @property
    def kind(self) -> str: ...

    def model_dump(self, *, mode: str, exclude: Any) -> dict[str, Any]: ...


S = TypeVar("S", bound=BaseModel)
E = TypeVar("E", bound=_Event)


class Folds(Generic[S, E]):
    """The streams of one kind, each folded into its state."""

    def __init__(
        self,
        store: Store,
        prefix: str,
        *,
        empty: Callable[[str], S],
        parse: Callable[[str, dict[str, Any]], E],
        fold: Callable[[S, Iterable[tuple[str, E]]], S],
    ) -> None:
        self._store = store
        self._prefix = prefix
        self._empty = empty
        self._parse = parse
        self._fold = fold
        self._folds: dict[tuple[str, str], tuple[int, S]] = {}

    def open(self, owner: str, name: str) -> S | None:
        """The state of a stream, or None where it holds nothing."""
        seq, state = self._folds.get((owner, name), (0, self._empty(name)))
        # The last known event is asked for again: where it is gone, so is what was folded from it.
        events = self._store.events(owner, self._prefix + name, after=max(0, seq - 1))
        if seq and not (events and events[0].seq == seq):
            seq, state = 0, self._empty(name)
            events = self._store.events(owner, self._prefix + name)
        if not events:
            self._folds.pop((owner, name), None)
            return None
        new = [event for event in events if event.seq > seq]
        if new:
            state = self._fold(state, [(e.at, self._parse(e.kind, e.data)) for e in new])
            self._keep(owner, name, new[-1].seq, state)
        return state

    def append(self, owner: str, name: str, event: E) -> None:
        """Stores one event; it is on disk when this returns."""
        data = event.model_dump(mode="json", exclude={"kind"})
        self._store.append(owner, self._prefix + name, event.kind, data)

    def newest_first(self, owner: str) -> list[tuple[str, str, S]]:
        """(name, time of the last event, state) of every stream."""
        found = []
        for stream in self._store.streams(owner, self._prefix):
            name = stream.stream.removeprefix(self._prefix)
            known = self._folds.get((owner, name))
            state = known[1] if known and known[0] == stream.events else self.open(owner, name)
            if state is not None:
                found.append((name, stream.updated_at, state))
        return found

    def remove(self, owner: str, name: str) -> None:
        self._store.delete(owner, self._prefix + name)
        self._folds.pop((owner, name), None)

    def forget(self) -> None:
        """Drops what is kept in memory, after everything was deleted or restored."""
        self._folds.clear()

    def _keep(self, owner: str, name: str, seq: int, state: S) -> None:
        if len(self._folds) >= _KEPT_FOLDS:
            self._folds.pop(next(iter(self._folds)), None)
        self._folds[owner, name] = (seq, state)
