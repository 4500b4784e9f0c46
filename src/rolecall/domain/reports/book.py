"""The words of knowledge/reports.yaml, indexed once and used for every report."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.phrases import Book, Hit, Word
from rolecall.domain.reading.topics import MarkerBook
from rolecall.domain.reading.tracks import TrackBook
from rolecall.domain.reports.wording import ReportMarker, ReportWords


class ReportRules(NamedTuple):
    """What a report is read by."""

    words: ReportWords
    patterns: Patterns


MOST_WORDS = 300
"""Words of one sentence in which markers are looked for: more is no sentence, and takes the square of it."""


class Markers:
    """Markers barred where one of their `unless` stands over the same words."""

    def __init__(self, markers: Sequence[ReportMarker], words: ReportWords) -> None:
        self._book = Book.of([marker.any for marker in markers], words.groups)
        self._unless = Book.of([marker.unless for marker in markers], words.groups)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Every hit, short ones first where one entry has several from the same word."""
        words = words[:MOST_WORDS]
        hits = self._book.find(words)
        if not hits:
            return []
        barred = self._unless.find(words)
        return [
            hit for hit in hits if not any(_crosses(hit, one) for one in barred if one.entry == hit.entry)
        ]

    def apart(self, words: Sequence[Word]) -> list[Hit]:
        """Hits that share no word, in their order: the earlier entry holds a word, then the closer hit."""
        taken: list[Hit] = []
        for hit in sorted(self.find(words), key=lambda one: (one.entry, _loose(one), one.first)):
            if not any(_crosses(hit, other) for other in taken):
                taken.append(hit)
        return sorted(taken, key=lambda one: one.first)


def _loose(hit: Hit) -> int:
    """Two or three words name a thing more exactly than one; more have gaps between them."""
    length = hit.last - hit.first
    return 0 if 2 <= length <= 3 else length


def _crosses(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


class ReportBook:
    """Every book a report is read by."""

    def __init__(self, rules: ReportRules) -> None:
        words = rules.words
        self.words = words
        self.joined_names = rules.patterns.sections.joined_names
        self.kinds = Markers(words.kinds, words)
        self.work = Markers(words.work, words)
        self.remarks = Markers(words.remarks, words)
        self.pledges = Markers(words.pledges, words)
        self.pitches = Markers(words.pitches, words)
        self.injection = MarkerBook(rules.patterns.injection, rules.patterns.groups)
        self.field = Book.of([rules.patterns.titles.field_words], rules.patterns.groups)
        self.tracks = TrackBook(rules.patterns)
        self._cues = {name: Book.of([phrases], words.groups) for name, phrases in words.cues}

    def cue(self, name: str, words: Sequence[Word]) -> list[Hit]:
        """Where a cue of this name stands."""
        return self._cues[name].find(words)

    def has(self, name: str, words: Sequence[Word]) -> bool:
        return bool(self._cues[name].find(words))

    def denials(self, words: Sequence[Word]) -> list[Hit]:
        """Negations, without those that deny nothing of the interview."""
        found = self.cue("negated", words)
        if not found:
            return []
        harmless = self.cue("afresh", words)
        return [hit for hit in found if not any(_crosses(hit, one) for one in harmless)]


@lru_cache(maxsize=2)
def _book(words: ReportWords, patterns: Patterns) -> ReportBook:
    return ReportBook(ReportRules(words, patterns))


def book_of(rules: ReportRules) -> ReportBook:
    return _book(rules.words, rules.patterns)
