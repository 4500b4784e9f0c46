"""How long an answer is waited for: its first word, the next one, its end, and a pace worth waiting for."""

from enum import StrEnum

_WINDOW = 1.5
"""Times the longest silence: the stretch over which the pace is measured."""
_LEAST_PIECES, _LEAST_CHARACTERS = 15, 60
"""Within one stretch (30 s unless told otherwise): half a token a second. Less of both is too slow."""


class Late(StrEnum):
    """What was waited for in vain."""

    FIRST_WORD = "first_word"
    NEXT_WORD = "next_word"
    END = "end"
    PACE = "pace"


class TooLate(TimeoutError):
    """A wait that was ended by us, not by the vendor's client."""

    def __init__(self, late: Late) -> None:
        super().__init__(f"waited too long for the {late.value.replace('_', ' ')}")
        self.late = late


class Patience:
    """The limits of one answer; all moments are seconds of one clock that never jumps (the event loop's)."""

    def __init__(self, now: float, *, first_word: float, silence: float, end: float) -> None:
        self._first = now + first_word
        self._silence = silence
        self.end = end
        """When the whole answer must be there."""
        self._heard = 0
        self._last = now
        self._since = now
        self._pieces = 0
        self._characters = 0

    @property
    def until(self) -> float:
        """When waiting for the next piece ends."""
        # The first piece is an empty greeting; from the second on the model works or thinks.
        return min(self.end, self._first if self._heard < 2 else self._last + self._silence)

    @property
    def late(self) -> Late:
        """What was waited for when `until` has passed."""
        if self._heard < 2:
            return Late.FIRST_WORD
        return Late.END if self.end <= self._last + self._silence else Late.NEXT_WORD

    def heard(self, now: float, characters: int) -> None:
        """A piece came. Raises TooLate where they come too slowly to go on waiting."""
        self._heard += 1
        self._last = now
        if self._heard <= 2:
            self._since, self._pieces, self._characters = now, 0, 0
            return
        self._pieces += 1
        self._characters += characters
        if now - self._since < _WINDOW * self._silence:
            return
        if self._pieces < _LEAST_PIECES and self._characters < _LEAST_CHARACTERS:
            raise TooLate(Late.PACE)
        self._since, self._pieces, self._characters = now, 0, 0
