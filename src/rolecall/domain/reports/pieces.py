"""Cuts a report into pieces, and says how far each happened: done, expected, told, planned, elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word, words
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.text import Span, sentences
from rolecall.domain.reports.book import ReportBook
from rolecall.domain.roles import Section


class Mood(StrEnum):
    """How far what a piece says took place."""

    HAPPENED = "happened"
    SUPPOSED = "supposed"
    TOLD = "told"
    PLANNED = "planned"
    ELSEWHERE = "elsewhere"


class Voice(StrEnum):
    """Who speaks, in a transcript."""

    WRITER = "writer"
    ASKER = "asker"
    ANSWERER = "answerer"


@dataclass(frozen=True)
class Piece:
    """Part of a sentence up to a comma, a turn (`but`) or its end."""

    start: int
    end: int
    words: tuple[Word, ...]
    mood: Mood
    denied: bool
    """True where a short denial stands before it: `nobody, not one person, asked ...`."""


@dataclass(frozen=True)
class Told:
    """A sentence of a report."""

    start: int
    end: int
    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    voice: Voice
    line: int
    """Offset of the line it stands on."""
    item: bool
    """It is an item of a list, or a numbered round."""
    asks: bool
    """It ends with a question mark."""
    guarded: bool = False
    """It holds an accusation, an address or a number of somebody: quoted only in part."""


class Cut(NamedTuple):
    told: tuple[Told, ...]
    job: bool
    """The writer tells of a job held, not only of an interview."""
    injected: str
    """The first sentence that spoke to a program, or empty."""


_JOINTS = re.compile(r"[,;:()|\u2013\u2014\u2192!?>]|\s[+&]\s|\s[-/]\s|\.\s")
_SPEAKER = re.compile(
    r"[ \t>*-]{0,6}(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]{0,3})?"
    r"([A-Za-z][\w .'-]{0,24}?)[ \t]?(?:\([^)\n]{0,20}\))?:[ \t]"
)
_ITEM = re.compile(
    r"[ \t>]{0,8}(?:[-*\u2022\u00b7\u2013]|\(?\d{1,2}[.)]"
    r"|(?:round|stage|interview|step)\s#?(?:\d{1,2}|one|two|three|four|five|six)\b)",
    re.I,
)
_PRIVATE = re.compile(r"\S@\S|\+?\d[\d ().-]{7,}\d")
_QUOTED = re.compile('["\u201c\u201d]')
_SHORT = 5
"""Words of a piece that may deny what the next one says."""
_MOST_WORDS = 150
"""Words of a sentence that are read at once."""
_LONGEST_CARRY = 6
"""Words of a piece that goes on with the mood of the one before."""


def cut(text: str, book: ReportBook) -> Cut:
    """The sentences of a report without those that speak to a program."""
    told: list[Told] = []
    injected = ""
    for span in (part for whole in sentences(text, book.joined_names) for part in _parts(whole)):
        line = text.rfind("\n", 0, span.start) + 1
        placed = Placed(span.start, span.end, span.words, Section.OTHER, 1.0)
        if book.injection.find(placed):
            injected = injected or text[span.start : span.end]
            continue
        voice, label = _voice(text, line, book)
        item = _ITEM.match(text, line)
        # A speaker's name and the number of a list's item count nothing and name no round.
        opening = max(label, item.end() if item else 0)
        spoken = tuple(word for word in span.words if word.start >= opening)
        if not spoken:
            continue
        asks = _asks(text, span)
        wonders = asks and voice is Voice.WRITER and item is None and not book.has("asked", spoken)
        pieces = _pieces(text, spoken, book, transcript=voice is not Voice.WRITER)
        if wonders and not _QUOTED.search(text, span.start, span.end):
            # The writer asks the reader: nothing of it took place.
            pieces = tuple(_wondered(piece) for piece in pieces)
        told.append(
            Told(
                start=span.start,
                end=span.end,
                words=spoken,
                pieces=pieces,
                voice=voice,
                line=line,
                guarded=book.has("heated", spoken) or bool(_PRIVATE.search(text, span.start, span.end)),
                item=item is not None,
                asks=asks,
            )
        )
    job = any(book.has("hired", one.words) for one in told if one.voice is Voice.WRITER)
    return Cut(tuple(told), job, injected)


def _asks(text: str, span: Span) -> bool:
    closing = "\"'\u201d\u2019) "
    follows = text[span.end : span.end + 2].lstrip(closing).startswith("?")
    return follows or text[span.start : span.end].rstrip(closing).endswith("?")


def _wondered(piece: Piece) -> Piece:
    return replace(piece, mood=Mood.SUPPOSED) if piece.mood is Mood.HAPPENED else piece


def _parts(span: Span) -> Iterator[Span]:
    """A sentence in parts of a bounded length: finding phrases apart takes the square of it."""
    if len(span.words) <= _MOST_WORDS:
        yield span
        return
    for first in range(0, len(span.words), _MOST_WORDS):
        some = span.words[first : first + _MOST_WORDS]
        yield span._replace(start=some[0].start, end=some[-1].end, words=some)


def _voice(text: str, line: int, book: ReportBook) -> tuple[Voice, int]:
    """Who speaks on a line, and where their words begin."""
    match = _SPEAKER.match(text, line)
    named = words(match[1].lower()) if match else ()
    if match and 0 < len(named) <= 2:
        if book.has("own_words", named[-1:]):
            return Voice.ANSWERER, match.end()
        if book.has("speaks", named[-1:]):
            return Voice.ASKER, match.end()
    return Voice.WRITER, 0


def _pieces(text: str, spoken: Sequence[Word], book: ReportBook, *, transcript: bool) -> tuple[Piece, ...]:
    belied = {hit.first for hit in book.cue("belied", spoken)}
    turns = {hit.first for hit in book.cue("turn", spoken)}
    cuts = [0]
    for n in range(1, len(spoken)):
        between = text[spoken[n - 1].end : spoken[n].start]
        if (
            _JOINTS.search(between)
            or n in belied
            or (n in turns and text[spoken[n].end : spoken[n].end + 3].lower() != " of")
        ):
            cuts.append(n)
    pieces: list[Piece] = []
    mood, denied = Mood.HAPPENED, False
    for first, last in zip(cuts, [*cuts[1:], len(spoken)], strict=True):
        some = tuple(spoken[first:last])
        own = Mood.HAPPENED if transcript else _mood(some, book)
        if last in belied and own is Mood.HAPPENED:
            own = Mood.TOLD
        mood = _carried(mood, own, some, book, turned=first in turns)
        pieces.append(Piece(some[0].start, some[-1].end, some, mood, denied))
        denied = len(some) <= _SHORT and book.has("nobody", some)
    return tuple(pieces)


def _mood(some: Sequence[Word], book: ReportBook) -> Mood:
    for mood in (Mood.ELSEWHERE, Mood.PLANNED, Mood.TOLD, Mood.SUPPOSED):
        if book.has(mood.value, some):
            return mood
    return Mood.HAPPENED


def _carried(before: Mood, own: Mood, some: Sequence[Word], book: ReportBook, *, turned: bool) -> Mood:
    """A mood holds across commas until a turn, or a piece with a verb of its own."""
    if own is not Mood.HAPPENED or before is Mood.HAPPENED:
        return own
    if turned or book.has("here", some):
        return own
    if before in (Mood.ELSEWHERE, Mood.PLANNED):
        return before
    return own if book.has("verbs", some) or len(some) > _LONGEST_CARRY else before
