"""Sentences of a paper with exact offsets, and words made whole that a line end had cut."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rolecall.domain.papers.layout import CAPTION, Block

LEAST_WORDS, MOST_WORDS = 6, 75
_MOST_CHARS = 700
_LETTERS = 0.62
"""Share of letters in what is not blank; tables and formulas have fewer."""
_STOP = re.compile(r"[.!?][\"'\u201d\u2019)\]]*(?=\s)")
_SHORT = re.compile(
    r"(?:\b(?:et al|al|e\.g|i\.e|cf|vs|resp|approx|Figs?|Eqs?|Secs?|Tabs?|Refs?|Thm|App|No|w\.r\.t|etc|Dr)"
    r"|(?<![A-Za-z0-9])[A-Z])$"
)
_BULLET = re.compile(r"(?:\s|[-*\u2022\u00b7\u25aa\u2013]\s|\(?[ivx\d]{1,3}[.)]\s|#+\s|>\s)+")
_OPENS = re.compile(r"[A-Z\u00c0-\u00de\"'\u201c(\[]|\d")
_LEFT = r"((?:[A-Za-z]{1,30}-){0,4}[A-Za-z\ufb00-\ufb06]{2,30})"
_RIGHT = r"([a-z\ufb00-\ufb06]+)"
_CUT_WORD = re.compile(rf"{_LEFT}[-\u2010\u00ad][ \t]*\n\s*{_RIGHT}")
# Inside a line a soft hyphen is mostly a drawn one: some fonts of PDFs give it for every hyphen.
_SOFT_WORD = re.compile(rf"{_LEFT}\u00ad{_RIGHT}")
_WORD = re.compile(r"[a-z\ufb00-\ufb06]+(?:-[a-z\ufb00-\ufb06]+)*")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u2019": "'"}
)


class Sentence(NamedTuple):
    """text[start:end], a whole sentence of prose or a caption."""

    start: int
    end: int
    section: str
    shown: str
    """On one line, words cut at a line's end made whole."""
    plain: str
    """As `shown`, with ligatures resolved: what cues are matched against; the same number of words."""
    caption: bool


def sentences(
    text: str, blocks: tuple[Block, ...], refused: Callable[[str], bool] = lambda raw: False
) -> Iterator[Sentence]:
    """Whole sentences in order; fragments, formulas and rows of tables are left out.

    So is what `refused` says no to, however short, and the sentence that follows it.
    """
    vocabulary = _Vocabulary(text)
    for block in blocks:
        tainted = False
        for start, end in _cuts(text, block):
            follows, tainted = tainted, refused(text[start:end])
            place = None if tainted or follows else _whole(text, start, end)
            if place:
                yield _sentence(text, place, block, vocabulary)


def _sentence(text: str, place: tuple[int, int], block: Block, vocabulary: "_Vocabulary") -> Sentence:
    start, end = place
    shown = one_line(vocabulary.joined(text[start:end]))
    caption = CAPTION.match(text, start, end) is not None
    return Sentence(start, end, block.section, shown, shown.translate(_LIGATURES), caption)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _cuts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.group()[0] == "." and _SHORT.search(text, max(start, stop.start() - 12), stop.start()):
            continue
        following = text[stop.end() : stop.end() + 40].lstrip()
        if following and not _OPENS.match(following) and not _BULLET.match(following):
            continue
        yield start, stop.end()
        start = stop.end()
    if start < block.end:
        yield start, block.end


def _whole(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence between two cuts stands without bullet and blanks; None for what is no sentence."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if not 0 < end - start <= _MOST_CHARS:
        return None
    raw = text[start:end]
    solid = [letter for letter in raw if not letter.isspace()]
    ended = raw.rstrip("\"'\u201d\u2019)]")[-1:] in (".", "!", "?")
    if (
        not ended
        or not _OPENS.match(raw)
        or not LEAST_WORDS <= len(raw.split()) <= MOST_WORDS
        or sum(letter.isalpha() for letter in solid) < _LETTERS * len(solid)
    ):
        return None
    return start, end


class _Vocabulary:
    """The words of a text, to tell a word cut at a line's end from one that always has its hyphen."""

    def __init__(self, text: str) -> None:
        self._words = frozenset(_WORD.findall(text.lower()))

    def joined(self, raw: str) -> str:
        """The text with its cut words whole."""
        whole = _CUT_WORD.sub(self._at_line_end, raw)
        return _SOFT_WORD.sub(self._inside, whole).replace("\u00ad", "")

    def _at_line_end(self, cut: re.Match[str]) -> str:
        left, right = cut.groups()
        joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        if joined not in self._words and ("-" in left or hyphened in self._words):
            return f"{left}-{right}"
        return left + right

    def _inside(self, cut: re.Match[str]) -> str:
        left, right = cut.groups()
        return left + right if (left + right).lower() in self._words else f"{left}-{right}"
