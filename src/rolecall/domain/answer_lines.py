"""The lines of an answer: running text, points, headings, code; and which of them go together."""

import re
from collections.abc import Callable, Iterable, Iterator

CITED = re.compile(r"\s?\[(\d+)\]")
HEADING = re.compile(r"^\s*(?:#{1,6}\s.*|\*\*[^*]+\*\*:?|__[^_]+__:?)\s*$")
ITEM = re.compile(r"^(\s*(?:[-*•]|\d{1,2}[.)])\s+)")
_FENCE = re.compile(r"^\s*(```|~~~)")


def words(text: str) -> list[str]:
    return [word for line in prose(text) for word in CITED.sub("", line).split()]


def prose(text: str) -> Iterator[str]:
    """The lines of a text that are no code."""
    return (line for line, code in _fenced(text) if not code)


def _fenced(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a block of code."""
    within = False
    for line in text.splitlines():
        fences = _FENCE.match(line) is not None
        yield line, within or fences
        within = within is not fences


def kept_lines(text: str, keep: Callable[[str, bool], str]) -> Iterator[str]:
    """The lines that may stay; what only announces goes with what it announces.

    `keep` has a line and whether it is the last; code stays as it is, but for addresses."""
    lines = list(_fenced(text))
    last = max((at for at, (line, _) in enumerate(lines) if line.strip()), default=-1)
    waiting: list[str] = []
    lost = False
    for at, (line, code) in enumerate(lines[: last + 1]):
        if not line.strip() and not code:
            waiting.append("")
            continue
        kept = _code(line) if code else keep(line, at == last)
        if kept is None or not (kept or code):
            lost = True
            continue
        if lost and not ITEM.match(line):
            waiting = [""] if "" in waiting else []  # what it announced is gone
        lost = False
        if not code and at != last and _announces(kept):
            waiting.append(kept)
        else:
            yield from (*_once_empty(waiting), kept)
            waiting = []
    if lines and lines[last][1] and not _FENCE.match(lines[last][0]):
        yield "```"


def _announces(line: str) -> bool:
    return HEADING.match(line) is not None or CITED.sub("", line).rstrip(" *_").endswith(":")


def _once_empty(lines: Iterable[str]) -> Iterator[str]:
    before = None
    for line in lines:
        if line or before != "":
            yield line
        before = line


def _code(line: str) -> str | None:
    return None if "://" in line or "www." in line else line
