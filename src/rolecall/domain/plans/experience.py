"""A CV of any layout as lines: the part each stands in, how recent it is; what is private is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rolecall.domain.plans.rules import UNREAD, PlanRules
from rolecall.domain.reading.language import Language, language
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.single import Reader

OWN = ("experience", "projects", "publications", "")
"""Parts that tell of work done; a CV without headings is one such part."""
NOW = 9999
"""The year of work that goes on."""
_HEADING_WORDS = 5
_YEAR = re.compile(r"\b(?:19[6-9]\d|20\d\d)\b")
_ONGOING = re.compile(r"(?i)\b(?:present|today|current|now|ongoing|heute|aujourd|actual)")
# Addresses and numbers of people: one run of one class each, so nothing can backtrack far.
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]")
_LINK = re.compile(r"(?i)\b(?:https?://|www\.|doi:|[\w-]{1,40}\.(?:com|org|net|io|dev|ai|de)/)\S{1,300}")
_LEAST_WORDS = 3
"""Words of what stands beside a link to be quoted without it."""
_DIGITS = re.compile(r"\d")
_PHONE_DIGITS = 8
"""Digits beside years from which a line holds a telephone number."""
_NUMBERS_RUN = re.compile(r"[+(]?\d[\d ()/.\-]{6,20}\d")


class CvLine(NamedTuple):
    """A sentence or bullet of a CV that may be quoted."""

    placed: Placed
    section: str
    """A name of `cv_headings`, or empty before the first heading."""
    latest: int
    """The last year of the entry it stands in, 0 where none is told."""


class Cv(NamedTuple):
    """What can be read of a CV."""

    lines: tuple[CvLine, ...]
    sections: tuple[str, ...]
    language: Language
    commands: int
    """Sentences that order the reader about; they are not read."""


def cv_of(text: str, reader: Reader, rules: PlanRules) -> Cv:
    """The lines of a CV in order. Never fails: a text without headings is one part."""
    names = list(rules.cv_headings)
    placed = reader.place(text)
    lines: list[CvLine] = []
    sections: list[str] = []
    section, latest, commands = "", 0, 0
    for one in placed:
        heading = _heading(one, rules)
        if heading is not None:
            section, latest = names[heading], 0
            sections.append(section)
            continue
        shown = text[one.start : one.end]
        latest = _latest(shown) or latest
        if reader.injection.find(one):
            commands += 1
        elif section != UNREAD and not _private(_LINK.sub("", shown), one, rules):
            lines += [CvLine(piece, section, latest) for piece in _beside_links(text, one)]
    spoken = language(text, [one.words for one in placed])
    return Cv(tuple(lines), tuple(dict.fromkeys(sections)), spoken, commands)


def newest(lines: Sequence[CvLine]) -> int:
    return max((line.latest for line in lines), default=0)


def _heading(one: Placed, rules: PlanRules) -> int | None:
    if len(one.words) > _HEADING_WORDS:
        return None
    hits = [hit for hit in rules.heading_book.find(one.words) if 2 * (hit.last - hit.first) >= len(one.words)]
    return max(hits, key=lambda hit: hit.last - hit.first).entry if hits else None


def _latest(shown: str) -> int:
    years = [int(year) for year in _YEAR.findall(shown)]
    if years and _ONGOING.search(shown):
        return NOW
    return max(years, default=0)


def _beside_links(text: str, one: Placed) -> Iterator[Placed]:
    """A line in pieces without its links: they name people, and a quote needs none."""
    start = one.start
    ends = [(found.start(), found.end()) for found in _LINK.finditer(text, one.start, one.end)]
    for end, after in [*ends, (one.end, one.end)]:
        words = tuple(word for word in one.words if start <= word.start and word.end <= end)
        if words and (len(words) >= _LEAST_WORDS or not ends):
            yield replace(
                one, start=words[0].start, end=max(words[-1].end, _bare(text, start, end)), words=words
            )
        start = after


def _bare(text: str, start: int, end: int) -> int:
    """The end of a piece without what led to a link."""
    return start + len(text[start:end].rstrip(" \t\r\n(<[:;,|-\u2013\u2014"))


def _private(shown: str, one: Placed, rules: PlanRules) -> bool:
    if _ADDRESS.search(shown) or rules.private_book.find(one.words):
        return True
    return any(
        len(_DIGITS.findall(_YEAR.sub("", run))) >= _PHONE_DIGITS for run in _NUMBERS_RUN.findall(shown)
    )
