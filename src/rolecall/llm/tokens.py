"""Counts tokens: exactly where tiktoken's vocabulary lies on this machine, else roughly; never by network."""

import re
import threading
from functools import cache, lru_cache
from typing import Any

_LOCK = threading.Lock()
_LONG = 20_000
"""Characters from which a text is not remembered."""
# Runs that byte-pair vocabularies treat alike: words, digits, single ideographs and other letters, the rest.
_PIECES = re.compile(r"[A-Za-z]+|\d+|[^\W\d_]|\s*\n\s*|[^\w\s]+|_+")


class Counter:
    """Counts the tokens of texts for one model."""

    def __init__(self, encoding: Any = None) -> None:
        self._encoding = encoding

    @property
    def exact(self) -> bool:
        """False where the vocabulary is absent and counts are rough."""
        return self._encoding is not None

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return (
            _counted(self._encoding, text)
            if len(text) < _LONG
            else _counted.__wrapped__(self._encoding, text)
        )


# The turns of a conversation are counted again with each that follows them.
@lru_cache(maxsize=2048)
def _counted(encoding: Any, text: str) -> int:
    if encoding is None:
        return rough(text)
    # Special marks inside pasted text are plain text, never marks.
    return len(encoding.encode(text, disallowed_special=()))


@cache
def counter(model: str) -> Counter:
    """A counter for a model's name without its provider; unknown names count as today's OpenAI models do."""
    return Counter(_encoding(model))


def rough(text: str) -> int:
    """Tokens of a text by rule of thumb, for want of a vocabulary."""
    return sum(_weight(piece.group()) for piece in _PIECES.finditer(text))


def _weight(piece: str) -> int:
    if piece[0].isascii() and piece[0].isalpha():
        return 1 + (len(piece) - 1) // 9
    if piece.isdigit():
        return -(-len(piece) // 3)
    if piece[0].isspace():
        return 1
    return -(-len(piece) // 3)


def _encoding(model: str) -> Any:
    import tiktoken
    import tiktoken.load

    def refuse(path: str) -> bytes:
        if "://" in path:
            raise FileNotFoundError(path)
        return original(path)

    # tiktoken fetches a missing vocabulary by HTTP and may hang; RoleCall calls no host of its own.
    with _LOCK:
        original = tiktoken.load.read_file
        tiktoken.load.read_file = refuse  # type: ignore[assignment]
        try:
            try:
                return tiktoken.encoding_for_model(model)
            except KeyError:
                return tiktoken.get_encoding("o200k_base")
        except (OSError, ValueError):
            return None
        finally:
            tiktoken.load.read_file = original
