"""What a parser gives back to the parent."""

import time
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """Why a document cannot be read; the parent has the sentence for each."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    UNREADABLE_LETTERS = "unreadable_letters"
    NO_TEXT = "no_text"
    BOMB = "bomb"
    NOT_DOCX = "not_docx"
    TOO_BIG = "too_big"


class RefusedError(Exception):
    """A document that cannot be read, with the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Parsed:
    """Text found so far, at most `limit` characters of it, and how long the whole would have been."""

    limit: int
    notes: list[str] = field(default_factory=list)
    total: int = 0
    pages: list[int] = field(default_factory=list)
    """Offset where each page read so far begins; a page without text begins where the next one does."""
    _pieces: list[str] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Keeps as much of a piece as the limit allows."""
        room = self.limit - self.total
        if room > 0:
            self._pieces.append(piece[:room])
        self.total += len(piece)

    def stop(self) -> None:
        """The whole length is unknown, and a note of the parser's own says what was left out."""
        self.total = min(self.total, self.limit)

    @property
    def full(self) -> bool:
        return self.total > self.limit

    @property
    def text(self) -> str:
        return "".join(self._pieces)


@dataclass(frozen=True)
class Bounds:
    """The limits a parser keeps by itself."""

    text_chars: int
    pages: int
    patience_seconds: float
    zip_entries: int
    zip_bytes: int
    zip_ratio: int
    started: float = field(default_factory=time.monotonic)

    @property
    def late(self) -> bool:
        """True where what was read so far has to do."""
        return time.monotonic() - self.started > self.patience_seconds
