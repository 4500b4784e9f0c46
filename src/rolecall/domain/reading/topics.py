"""Finds which of the eight topics a text answers, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rolecall.domain.patterns import Marker, Patterns, TopicMarker
from rolecall.domain.reading.phrases import Book, Hit
from rolecall.domain.reading.sections import Placed
from rolecall.domain.roles import Topic, TopicFinding, TopicState

QUOTE = 320
"""Characters; a longer sentence is quoted only around what matched."""


class MarkerBook:
    """Markers that are found sentence by sentence and barred by their `unless`."""

    def __init__(self, markers: Sequence[Marker], groups: dict[str, tuple[str, ...]]) -> None:
        self.markers = tuple(markers)
        self._book = Book.of([marker.any for marker in markers], groups)
        self._unless = Book.of([marker.unless for marker in markers], groups)

    def find(self, sentence: Placed) -> list[Hit]:
        hits = self._book.find(sentence.words)
        if not hits:
            return []
        barred = {hit.entry for hit in self._unless.find(sentence.words)}
        return [hit for hit in hits if hit.entry not in barred]


@dataclass(frozen=True)
class _Best:
    state: TopicState
    start: int
    end: int


class Topics:
    """The topic markers, ready to be found."""

    def __init__(self, patterns: Patterns) -> None:
        self._topics: tuple[TopicMarker, ...] = patterns.topics
        self._book = MarkerBook(patterns.topics, patterns.groups)

    def find(self, text: str, sentences: Sequence[Placed], source: str) -> dict[Topic, TopicFinding]:
        """The best state of each topic, with the first sentence that makes it so."""
        best: dict[Topic, _Best] = {}
        for sentence in sentences:
            for hit in self._book.find(sentence):
                marker = self._topics[hit.entry]
                if sentence.heading or (marker.sections and sentence.section not in marker.sections):
                    continue
                known = best.get(marker.topic)
                if known is None or (known.state, marker.state) == (TopicState.PARTIAL, TopicState.ANSWERED):
                    best[marker.topic] = _Best(marker.state, *around(sentence, hit.first, hit.last))
        return {topic: _finding(text, best.get(topic), source) for topic in Topic}


def around(sentence: Placed, first: int, last: int) -> tuple[int, int]:
    """Where a quote begins and ends: the sentence, or the words around the hit where it is very long."""
    if sentence.end - sentence.start <= QUOTE:
        return sentence.start, sentence.end
    last -= 1
    words = sentence.words
    while words[last].end - words[first].start < QUOTE // 2 and (first > 0 or last < len(words) - 1):
        first, last = max(0, first - 1), min(len(words) - 1, last + 1)
    return words[first].start, words[last].end


def _finding(text: str, best: _Best | None, source: str) -> TopicFinding:
    if best is None:
        return TopicFinding(source=source)
    quote = text[best.start : best.end]
    return TopicFinding(state=best.state, quote=quote, start=best.start, end=best.end, source=source)
