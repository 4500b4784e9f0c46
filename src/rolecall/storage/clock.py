"""The time as the store writes it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment with its time zone; tests give their own."""


def system_clock() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def stamp(clock: Clock) -> str:
    """ISO 8601, UTC, milliseconds: `2026-11-23T07:28:34.120+00:00`; sorts as text."""
    return clock().astimezone(UTC).isoformat(timespec="milliseconds")
