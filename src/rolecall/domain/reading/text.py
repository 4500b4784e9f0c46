"""Cuts a text into sentences whose offsets are exact, whatever the text looks like."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word, words

LONG_LINE = 300
"""Characters; only a longer line is searched for sentences and bullets that were run together."""

WRAPPED = 50
"""Characters of a line from which a following small letter continues its sentence."""

_WIDEST = 100
"""Characters of the longest line of a text that was wrapped by a program."""
_RAGGED = 16
"""Characters by which wrapped lines may fall short of the longest."""
_FILLED = 0.25
"""Part of the lines that reach the column where a text was wrapped; ends of paragraphs and bullets do not."""
_FEW_LINES = 4
"""Lines that reach the column, at least."""
_FIRST_WORD = re.compile(r"\S{1,60}")

# Every alternative is a fixed number of characters or one run of one class: nothing can backtrack far.
_LINE = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(
    r"""[.!?\u2026]["'\u201d\u2019)\]]?(?=[ \t\u00a0\u202f\u3000])   # a stop, then space
      | [\u3002\uff01\uff1f]                                       # the stops of Chinese and Japanese
      | (?<=[a-z)\d\]])[.!?;](?=[A-Z])                             # a stop with the next sentence stuck to it
      | [\u2022\u00b7\u25aa\u25e6\u25cf\u25a0\u25ba\u25b6\u27a2]      # bullets
      | [\u2713\u2714\u2023\u2043\u2219\uf0b7|]
      | :(?=\s?[A-Z\u00c0-\u00de0-9])                              # a heading with its text stuck to it
    """,
    re.VERBOSE,
)
_BULLET_IN_LINE = re.compile(r"(?<=\s)[-\u2013*](?=\s[A-Z])")
_JOINT = re.compile(
    r"""(?<=[a-z)\]])(?=[A-Z][a-z]{1,20}[ ,'\u2019/:-])   # benefitsDesign systems
      | (?<=[a-z]{2})(?=[A-Z]{2,8}[ '\u2019])               # processesAWS certification
      | (?<=[A-Z]{2})(?=[A-Z][a-z]{2,20}\s)               # SQLProficient in
      | (?<=[a-z]{2})(?=\d{1,2}(?:-\d{1,2})?\+?\ years)   # skills5+ years
    """,
    re.VERBOSE,
)
_CAMEL = re.compile(r"\b[A-Za-z]{1,40}\b")
_EDGE = " \t\u00a0\u202f\u3000\u200b\ufeff-*\u2013\u2014#>_\u2022\u00b7~=+,;"
_SHORT_FORMS = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "vs",
        "ph.d",
        "m.s",
        "b.s",
        "m.sc",
        "b.sc",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "inc",
        "ltd",
        "corp",
        "co",
        "u.s",
        "u.k",
        "st",
        "no",
    ]
)
_HEAD_WORDS = 9


class Span(NamedTuple):
    """A sentence, bullet or heading: text[start:end], and its words."""

    start: int
    end: int
    words: tuple[Word, ...]
    ends_line: bool
    """Nothing follows it on its line."""
    colon: bool
    """It is followed by a colon, as headings are."""


def sentences(text: str, joined_names: Collection[str] = ()) -> tuple[Span, ...]:
    """Every sentence, bullet and heading that holds a word, in order; offsets are code points of `text`."""
    known = frozenset(joined_names) | _repeated_camel(text)
    found: list[Span] = []
    for start, end in _lines(text):
        cuts = [start, *_cuts(text, start, end, known), end]
        for left, right in pairwise(cuts):
            span = _span(text, left, right, right == end)
            if span:
                found.append(span)
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start, line = 0, 0
    column = _column(text)
    small = not any(letter.isupper() for letter in text)
    for match in _LINE.finditer(text):
        # Where nothing is written large, a small letter says nothing about the line before.
        wrapped = _filled(text, line, match, column) or (not small and _wrapped(text, line, match))
        if not wrapped:
            if match.start() > start:
                yield start, match.start()
            start = match.end()
        line = match.end()
    if start < len(text):
        yield start, len(text)


def _wrapped(text: str, line: int, end: re.Match[str]) -> bool:
    """Whether a line end wraps a sentence, as in mails: a long line that goes on in a small letter."""
    return (
        end.group() in ("\n", "\r\n")
        and end.start() - line >= WRAPPED
        and text[end.end() : end.end() + 1].islower()
        and text[end.start() - 1] not in ".!?:;"
    )


def _column(text: str) -> int:
    """The column at which a text was wrapped by a program, 0 where it was not: most of its lines reach it."""
    lengths = [len(line.rstrip()) for line in text.splitlines() if line.strip()]
    longest = max(lengths, default=0)
    if not WRAPPED <= longest <= _WIDEST:
        return 0
    full = sum(length > longest - _RAGGED for length in lengths)
    return longest if full >= max(_FEW_LINES, _FILLED * len(lengths)) else 0


def _filled(text: str, line: int, end: re.Match[str], column: int) -> bool:
    """Whether the next line's first word found no room on this one, or was cut by a hyphen."""
    if not column or end.group() not in ("\n", "\r\n") or text[end.start() - 1] in ".!?:;":
        return False
    word = _FIRST_WORD.match(text, end.end())
    if word is None or not (word.group()[0].isalnum() or word.group()[0] in "(\"'"):
        return False
    hyphened = text[end.start() - 1] == "-" and text[end.start() - 2].isalpha()
    return hyphened or len(text[line : end.start()].rstrip()) + 1 + len(word.group()) > column


def _cuts(text: str, start: int, end: int, known: frozenset[str]) -> list[int]:
    cuts: list[int] = []
    if end - start > LONG_LINE:
        cuts += [match.end() for match in _BULLET_IN_LINE.finditer(text, start, end)]
        joints = (match.start() for match in _JOINT.finditer(text, start, end))
        cuts += [at for at in joints if not _inside_name(text, at, known)]
    merged = sorted(cuts)
    passed, since = 0, start
    for match in _STOP.finditer(text, start, end):
        while passed < len(merged) and merged[passed] <= match.start():
            since = merged[passed]
            passed += 1
        if _is_stop(text, since, match):
            cuts.append(match.end())
            since = match.end()
    return sorted({cut for cut in cuts if start < cut < end})


def _is_stop(text: str, since: int, match: re.Match[str]) -> bool:
    """Whether a sign ends what began at `since`."""
    sign = match.group()[0]
    before = text[max(since, match.start() - 80) : match.start()]
    if sign == ":":
        # A colon ends a heading, not a sentence that goes on to list something.
        no_address = not before.rstrip().lower().endswith(("http", "https", "mailto"))
        return match.start() - since <= 80 and len(before.split()) <= _HEAD_WORDS and no_address
    if sign != ".":
        return True
    last = before.split()[-1].lower().lstrip("([\"'") if before.split() else ""
    return last not in _SHORT_FORMS and not (len(last) == 1 and last.isalpha())


def _inside_name(text: str, at: int, known: frozenset[str]) -> bool:
    start = at
    while start > 0 and at - start < 40 and text[start - 1].isalnum():
        start -= 1
    end = at
    while end < len(text) and end - at < 40 and text[end].isalnum():
        end += 1
    return text[start:end] in known


def _repeated_camel(text: str) -> frozenset[str]:
    """Words with a capital inside that come more than once: names, not two sentences run together."""
    counts = Counter(word for word in _CAMEL.findall(text) if any(letter.isupper() for letter in word[1:]))
    return frozenset(word for word, times in counts.items() if times > 1)


def _span(text: str, start: int, end: int, ends_line: bool) -> Span | None:
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in _EDGE or text[end - 1] in "\u2022\u00b7|"
    ):
        end -= 1
    colon = end > start and text[end - 1] in ":\uff1a"
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and text[end - 1] in ":\uff1a*_ ":
        end -= 1
    found = words(text, start, end)
    return Span(start, end, found, ends_line, colon) if found else None
