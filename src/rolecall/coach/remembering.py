"""What was found out about the models an owner connected, kept for the next start."""

from pydantic import TypeAdapter, ValidationError

from rolecall.domain.capabilities import Capabilities
from rolecall.ports import Store

_PREFERENCE = "capabilities"
_MOST = 12
"""Connections; of older ones it is found out again."""
_KEPT = TypeAdapter(dict[str, Capabilities])


class Remembering:
    """Capabilities by owner and by connection: its provider, model and address."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, owner: str, connection: tuple[str, str, str]) -> Capabilities:
        """What is remembered; empty where nothing is."""
        return self._all(owner).get(_key(connection), Capabilities())

    def keep(self, owner: str, connection: tuple[str, str, str], known: Capabilities) -> None:
        """Remembers this in place of what was known of the connection."""
        kept = self._all(owner)
        older = kept.pop(_key(connection), Capabilities())
        if known == older:
            return
        if known != Capabilities():
            kept[_key(connection)] = known
        newest = dict(list(kept.items())[-_MOST:])
        self._store.prefer(owner, _PREFERENCE, _KEPT.dump_json(newest, exclude_defaults=True).decode())

    def forget(self, owner: str, connection: tuple[str, str, str]) -> None:
        """It is found out again at the next occasion."""
        self.keep(owner, connection, Capabilities())

    def _all(self, owner: str) -> dict[str, Capabilities]:
        try:
            return _KEPT.validate_json(self._store.preference(owner, _PREFERENCE) or "{}")
        except ValidationError:  # written by another version: found out again
            return {}


def _key(connection: tuple[str, str, str]) -> str:
    return "|".join(connection)
