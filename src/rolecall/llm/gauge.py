"""What one call took: as the server tells it, else counted from what was sent and heard."""

from collections.abc import Callable
from typing import Any

from rolecall.domain.costs import Usage
from rolecall.ports import UNCHARGED, FaultKind, Prompt

Tell = Callable[[Usage], None]
"""Hears what a call took, once it ended in whatever way."""


class Gauge:
    """Watches one call; its chunks are LangChain's messages."""

    def __init__(self, tell: Tell | None, prompt: Prompt, count: Callable[[str], int]) -> None:
        self._tell = tell
        self._prompt = prompt
        self._count = count
        self._told: Usage | None = None
        self._texts: list[str] = []
        self._heard = False
        self._refused = False

    def hear(self, chunk: Any, text: str) -> None:
        """One chunk, and the words in it."""
        if self._tell is None:
            return
        self._heard = True
        self._texts.append(text)
        # Some servers tell their figures once at the end, others a running sum with each chunk.
        self._told = _usage_in(chunk) or self._told

    def failed(self, kind: FaultKind) -> None:
        """The call failed; some servers say no before they do any work."""
        self._refused = kind in UNCHARGED

    def end(self) -> None:
        """Tells what it took; nothing where the server refused the call."""
        if self._tell is None or (self._refused and not self._heard):
            return
        if self._told is None:
            sent = sum(self._count(message.content) for message in self._prompt.messages)
            self._told = Usage(sent=sent, said=self._count("".join(self._texts)))
        self._tell(self._told)
        self._tell = None


def _usage_in(chunk: Any) -> Usage | None:
    """LangChain's `usage_metadata`, the same for every provider."""
    told = getattr(chunk, "usage_metadata", None)
    if not isinstance(told, dict):
        return None
    sent, said = _number(told.get("input_tokens")), _number(told.get("output_tokens"))
    if not sent and not said:
        return None
    details = told.get("input_token_details") or {}
    return Usage(sent=sent, said=said, cached=min(sent, _number(details.get("cache_read"))), told=True)


def _number(told: object) -> int:
    return max(0, told) if isinstance(told, int) else 0
