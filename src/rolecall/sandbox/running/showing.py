"""Text that a program printed, made fit to show: nothing in it moves a cursor or turns a line around."""

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"
)


def printable(raw: bytes | str) -> str:
    """Control and direction characters as escapes: `\\x1b`; line ends as one kind."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return _ACTING.sub(_escape, text.replace("\r\n", "\n"))


def _escape(found: re.Match[str]) -> str:
    return ascii(found.group())[1:-1]
