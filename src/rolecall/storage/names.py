"""What may stand in a row: names that cannot be confused, data that survives as JSON."""

import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_NAME = 200
"""Characters of an owner, stream, kind or preference name."""


def checked_name(what: str, name: str) -> str:
    """The name itself; ValueError where it is empty, too long or holds characters a database cannot keep.

    An empty owner would be everybody, and replacing odd characters could make two owners one: so both are
    bugs of the caller, not something to mend here.
    """
    if not name or len(name) > MAX_NAME or any(not storable(character) for character in name):
        raise ValueError(
            f"{what} {name[:40]!r} must have 1 to {MAX_NAME} characters, none of them NUL or surrogate"
        )
    return name


def storable(character: str) -> bool:
    """False for NUL (PostgreSQL refuses it) and lone surrogates (no encoding for them)."""
    return character != "\0" and not "\ud800" <= character <= "\udfff"


def cleaned(text: str) -> str:
    """Text that every database keeps: NULs and lone surrogates become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", "\ufffd"))


def packed(data: dict[str, Any]) -> str:
    """JSON that every database keeps: NULs stay as escapes, lone surrogates become U+FFFD.

    Raises ValueError or TypeError for what JSON cannot say (NaN, bytes): a bug of the caller.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text)


def unpacked(text: str) -> dict[str, Any]:
    """The data of a row; ValueError where it is not a JSON object."""
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("an event's data is not a JSON object")
    return data
