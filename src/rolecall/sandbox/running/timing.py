"""Times of a run's calls, seen from outside of it: the run itself cannot move these clocks."""

from collections.abc import Callable

Clocks = Callable[[bool], tuple[float, float]]
"""Seconds on the wall and of the run's processor; True where the run waits for a word, or is about to."""


class Stopwatch:
    """Times one call after the other; of a timed one, what comes before and after it is set apart."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._since = (0.0, 0.0)
        self._started = False
        self._took: tuple[float, float] | None = None
        """Of a timed call whose value is still to come."""

    def sent(self) -> None:
        """The next call is on its way."""
        self._since = self._clocks(False)
        self._started, self._took = False, None

    def start(self) -> None:
        """A timed call is ready and waits for its word. Raises ValueError for a second time."""
        if self._started:
            raise ValueError("out of turn")
        self._started = True
        self._since = self._clocks(True)

    def stop(self) -> None:
        """A timed call is over, its value still to come. Raises ValueError unless one was started, once."""
        if not self._started or self._took is not None:
            raise ValueError("out of turn")
        self._took = self._passed(True)
        self._since = self._clocks(False)

    def told(self) -> dict[str, float]:
        """Times of an answer that is here, by the names of its fields."""
        if self._took is None:
            wall, cpu = self._passed(self._started)
            return {"seconds": wall, "cpu_seconds": cpu, "telling_seconds": 0.0}
        (wall, cpu), (_, telling) = self._took, self._passed(True)
        return {"seconds": wall, "cpu_seconds": cpu, "telling_seconds": telling}

    def _passed(self, at_rest: bool) -> tuple[float, float]:
        (wall, cpu), (now, cpu_now) = self._since, self._clocks(at_rest)
        return now - wall, max(0.0, cpu_now - cpu)
