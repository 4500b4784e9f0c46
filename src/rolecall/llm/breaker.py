"""Spares the user the wait for a server that just failed: after two failed calls none is made for a while."""

from rolecall.llm.faults import fault_of
from rolecall.ports import FaultKind, ModelFault

_AFTER = 2
_SECONDS = 30.0
_SIGNS = frozenset({FaultKind.UNREACHABLE, FaultKind.TIMEOUT, FaultKind.SERVER_ERROR})


class Breaker:
    """Counts calls that failed one after the other; times are those of the event loop, in seconds."""

    def __init__(self) -> None:
        self._failed = 0
        self._last: FaultKind | None = None
        self._until = 0.0

    def fault(self, now: float, model: str) -> ModelFault | None:
        """The fault to give at once instead of calling, or None where the server may be called."""
        if self._last is None or self._failed < _AFTER or now >= self._until:
            return None
        return fault_of(self._last, model)

    def worked(self) -> None:
        """A call was answered."""
        self._failed = 0

    def failed(self, kind: FaultKind, now: float) -> None:
        """A call failed; faults of the request itself say nothing about the server."""
        if kind in _SIGNS:
            self._failed += 1
            self._last = kind
            self._until = now + _SECONDS
