"""Times as the store writes them: ISO 8601 texts."""

from datetime import datetime


def seconds_between(start: str, end: str) -> float:
    """Seconds from one ISO 8601 time to another, never negative: clocks of machines get set."""
    return max(0.0, (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())
