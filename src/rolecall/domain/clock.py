"""The clock of a mock, from the times at which its events were stored: the server's, never the page's."""

from rolecall.domain.mocks import MockState
from rolecall.domain.times import seconds_between
from rolecall.domain.values import Value

WARNINGS = (120, 30)
"""Seconds left at which the candidate is told, once each."""
LAST_WORD = 20.0
"""Seconds below which nothing new is asked: there is no time for an answer."""


class Clock(Value):
    """Where a mock stands in time, in seconds."""

    total: float
    elapsed: float
    left: float
    round_left: float
    """Of the round that is on, at most `left`."""
    paused: bool
    over: bool


def clock(state: MockState, now: str) -> Clock:
    """The clock at `now` (ISO 8601). A pause, or a time in which the page was gone, does not count."""
    total = sum(planned.minutes for planned in state.planned.rounds) * 60
    elapsed = min(total, _running(state, state.ended_at or now))
    rounds = [planned.minutes * 60 for planned in state.planned.rounds]
    ends = sum(rounds[: current_round(state) + 1])
    left = total - elapsed
    return Clock(
        total=total,
        elapsed=elapsed,
        left=left,
        round_left=max(0.0, min(left, ends - elapsed)),
        paused=bool(state.paused_at),
        over=left <= 0 or state.ended is not None,
    )


def current_round(state: MockState) -> int:
    """Index of the round that is on."""
    return state.lines[-1].round if state.lines else 0


def due_warning(state: MockState, now: str) -> int | None:
    """The warning to give now, or None; one that was slept over is replaced by the later one."""
    at = clock(state, now)
    if at.over or at.paused:
        return None
    due = [seconds for seconds in WARNINGS if at.left <= seconds < at.total]
    return due[-1] if due and due[-1] not in state.warned else None


def away_since(state: MockState, last_seen: str, now: str, patience: float) -> str:
    """From when on nobody was there: `last_seen` where it is more than `patience` seconds ago, else ''."""
    if state.ended is not None or state.paused_at or not state.started_at:
        return ""
    seen = max((time for time in (last_seen, state.updated_at) if time), default=state.started_at)
    return seen if seconds_between(seen, now) > patience else ""


def _running(state: MockState, until: str) -> float:
    if not state.started_at:
        return 0.0
    stood = state.stood
    if state.paused_at:
        stood += seconds_between(state.paused_at, until)
    return max(0.0, seconds_between(state.started_at, until) - stood)
