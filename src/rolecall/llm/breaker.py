"""Spares the user waits, and the server calls: what one call met, the next calls to that server know."""

from rolecall.llm.faults import fault_of
from rolecall.ports import FaultKind, ModelFault

_AFTER = 2
_SECONDS = 30.0
_SIGNS = frozenset(
    {
        FaultKind.UNREACHABLE,
        FaultKind.NO_HOST,
        FaultKind.NOT_SECURE,
        FaultKind.PROXY,
        FaultKind.TIMEOUT,
        FaultKind.SERVER_ERROR,
    }
)
_PURSE = 10.0
_REFILL = 1 / 3
"""Retries that may be made in a row at one server, and how many more each second: a crowd that is refused
must not come back as a crowd."""
LONGEST_WAIT = 10.0
"""Seconds that a server may ask for before another try; who must wait longer is told at once."""


class Breaker:
    """What is known of one server.

    After two failed calls in a row none is made for 30 s, then one to see whether it is well again.
    Moments are those of the event loop, in seconds: a clock that is set does not touch them.
    """

    def __init__(self) -> None:
        self._failed = 0
        self._last: FaultKind | None = None
        self._until = 0.0
        self._limited_until = 0.0
        self._purse = _PURSE
        self._filled_at: float | None = None

    def fault(self, now: float, model: str) -> ModelFault | None:
        """The fault to give at once instead of calling, or None where the server may be called."""
        if (rest := self._limited_until - now) > LONGEST_WAIT:
            return fault_of(FaultKind.RATE_LIMITED, model, when=f"in {rest:.0f} s")
        if self._last is None or self._failed < _AFTER:
            return None
        if now >= self._until:
            # One call finds out for all; the others are spared meanwhile.
            self._until = now + _SECONDS
            return None
        return fault_of(self._last, model)

    def rest(self, now: float) -> float:
        """Seconds for which the server has asked not to be called, 10 at most."""
        return min(LONGEST_WAIT, max(0.0, self._limited_until - now))

    def worked(self) -> None:
        """A call was answered."""
        self._failed = 0
        self._purse = min(_PURSE, self._purse + 1)

    def failed(self, kind: FaultKind, now: float) -> None:
        """A call failed; faults of the request itself say nothing about the server."""
        if kind in _SIGNS:
            self._failed += 1
            self._last = kind
            self._until = now + _SECONDS

    def limited(self, now: float, seconds: float) -> None:
        """The server asked for fewer requests, and for so long."""
        self._limited_until = max(self._limited_until, now + seconds)

    def may_retry(self, now: float) -> bool:
        """True where another try is affordable, which it then has paid."""
        if self._filled_at is not None:
            self._purse = min(_PURSE, self._purse + max(0.0, now - self._filled_at) * _REFILL)
        self._filled_at = now
        if self._purse < 1:
            return False
        self._purse -= 1
        return True


class Breakers:
    """One breaker for each server, model and key: who shares them shares what is known of them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Breaker] = {}

    def of(self, address: str, model: str, key: str) -> Breaker:
        return self._known.setdefault((address, model, key), Breaker())
