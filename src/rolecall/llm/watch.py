"""Watches an answer as it comes: its end, its size, endless repetition, thoughts not meant for the user."""

from rolecall.ports import FaultKind

# Reasons by which providers say that an answer is whole; anything else means it is not.
_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "finish"})
_OTHER = {
    "content_filter": FaultKind.FILTERED,
    "safety": FaultKind.FILTERED,
    "recitation": FaultKind.FILTERED,
    "blocklist": FaultKind.FILTERED,
    "prohibited_content": FaultKind.FILTERED,
    "refusal": FaultKind.REFUSED,
}
_KEYS = ("finish_reason", "stop_reason", "done_reason", "stopReason")

_TAIL = 1200
_LONGEST_PERIOD = 300
_LONGEST_THOUGHT = 60_000
_OPEN, _CLOSE = "<think>", "</think>"


def reason_in(metadata: dict[str, object]) -> str | None:
    """Why a provider says the answer ended, by whichever key it uses."""
    return next((str(metadata[key]) for key in _KEYS if metadata.get(key)), None)


def fault_in(reason: str | None) -> FaultKind | None:
    """What an end means: None for a whole answer; no reason at all is an answer cut off."""
    if reason is None:
        return FaultKind.CUT_OFF
    if reason.lower() in _WHOLE:
        return None
    return _OTHER.get(reason.lower(), FaultKind.CUT_OFF)


def repeats(text: str) -> bool:
    """True where the last 1,200 characters are one stretch of at most 300 said over and over."""
    tail = text[-_TAIL:]
    if len(tail) < _TAIL:
        return False
    probe = tail[-64:]
    # The nearest earlier place where the last 64 characters stand gives the period, if there is one.
    before = tail.rfind(probe, 0, len(tail) - 1)
    period = len(tail) - 64 - before
    return before >= 0 and period <= _LONGEST_PERIOD and tail[period:] == tail[:-period]


class Watch:
    """Takes the pieces of one answer and gives back what may be shown."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._parts: list[str] = []
        self._size = 0
        self._looked_at = 0
        self._held: str | None = ""
        self.said = False
        """True once something but white space was let through."""
        self.runaway = False
        """True once the answer is over its limit of characters or only repeats itself."""

    @property
    def text(self) -> str:
        """What was let through so far."""
        return "".join(self._parts)

    def take(self, piece: str) -> str:
        """The part of a piece that the user may see."""
        piece = self._without_thoughts(piece)
        if not self.said:
            piece = piece.lstrip()  # an answer begins with its first word
        shown = piece[: max(0, self._limit - self._size)]
        self._size += len(piece)
        if shown:
            self.said = True
            self._parts.append(shown)
        if self._size > self._limit or len(self._held or "") > _LONGEST_THOUGHT:
            self.runaway = True
        elif self._size - self._looked_at >= 400:
            self._looked_at = self._size
            self.runaway = repeats("".join(self._parts[-_TAIL:]))
        return shown

    def end(self) -> str:
        """What was held back because it might have become a thought, and did not."""
        held, self._held = self._held or "", None
        if _OPEN in held:
            return ""
        held = held if self.said else held.lstrip()
        if held:
            self.said = True
            self._parts.append(held)
        return held

    def _without_thoughts(self, piece: str) -> str:
        # Local reasoning models put their thoughts at the start of the answer; nobody asked for them.
        if self._held is None:
            return piece
        self._held += piece
        start = self._held.lstrip()
        if start.startswith(_OPEN):
            if _CLOSE not in start:
                return ""
            start = start.partition(_CLOSE)[2].lstrip()
        elif _OPEN.startswith(start):
            return ""
        self._held = None
        return start
