"""The lines of a loop as somebody typed it: which begin an item, and what they are marked with."""

import re
from typing import NamedTuple

from rolecall.domain.audits.rules import LoopWords

_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u25aa\u25e6\u25cf\u2013\u2014\u2192>+]|\[[ xX]?\])\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-hA-H]|[ivIV]{1,4})[.)]\s+(?=\S)|#\d{1,2}[:.)]?\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)|__(?=\S)")
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:-|\u2013|\u2014|to)\s?(?:[01]?\d|2[0-3])[:.h][0-5]\d)?\b"
)


class Line(NamedTuple):
    """A line of the text: text[start:end] without its end; `body` is where its words begin after a marker."""

    start: int
    end: int
    indent: int
    body: int
    marker: str
    """`bullet`, `number`, `heading`, `bold`, `clock`, `stage`, `day`, or empty."""

    @property
    def blank(self) -> bool:
        return self.body >= self.end

    @property
    def key(self) -> tuple[str, int]:
        """Items with the same key stand side by side."""
        return self.marker, self.indent


def lines(text: str, loop: LoopWords) -> tuple[Line, ...]:
    found: list[Line] = []
    start = 0
    for stop, after in [*((match.start(), match.end()) for match in _BREAK.finditer(text)), (len(text), 0)]:
        end = stop
        while end > start and text[end - 1].isspace():
            end -= 1
        body = start
        while body < end and text[body].isspace():
            body += 1
        indent = len(text[start:body].expandtabs(4))
        marker, at = _marked(text, body, end, loop)
        found.append(Line(start, end, indent, at, marker))
        start = after
    return tuple(found)


def _marked(text: str, body: int, end: int, loop: LoopWords) -> tuple[str, int]:
    if hashes := _HASHES.match(text, body, end):
        _, at = _unmarked(text, hashes.end(), end, loop)
        return f"heading{len(hashes[1])}", at
    for name, pattern in (("bullet", _BULLET), ("number", _NUMBER), ("bold", _BOLD)):
        if found := pattern.match(text, body, end):
            return name, found.end()
    return _unmarked(text, body, end, loop)


def _unmarked(text: str, body: int, end: int, loop: LoopWords) -> tuple[str, int]:
    """Lines that begin with a time, a day, or a numbered stage are items without a sign."""
    if found := _NUMBER.match(text, body, end):
        return "number", found.end()
    if found := _CLOCK.match(text, body, end):
        return "clock", found.end()
    stage = "|".join(map(re.escape, loop.stage))
    if found := re.compile(rf"(?i)(?:{stage})\s?#?\s?(?:\d{{1,2}}|one|two|three|four|five|six)\b").match(
        text, body, end
    ):
        return "stage", body
    if found := re.compile(rf"(?i)(?:{stage}|name|title)\s*:\s*(?=\S)").match(text, body, end):
        return "stage", found.end()
    days = "|".join(map(re.escape, loop.days))
    if found := re.compile(rf"(?i)(?:{days})\b[^:\n]{{0,14}}:\s*").match(text, body, end):
        return "day", found.end()
    return "", body
