"""Adds up the evidence for the three tracks, sentence by sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from rolecall.domain.patterns import Patterns, TrackMarker, Weights
from rolecall.domain.reading.clauses import LONG, clauses, part_of
from rolecall.domain.reading.phrases import Book, Hit, Word
from rolecall.domain.reading.sections import Placed
from rolecall.domain.roles import Track

Likeness = Callable[[Sequence[str]], Sequence[Mapping[Track, float]]]
"""For each sentence its cosine with the nearest prototypes of each track; computed where vectors are."""

CAUTION = 0.5
"""Weight of evidence at which a sentence counts half."""


@dataclass(frozen=True)
class Found:
    """A marker in a sentence: its words from `first` up to, not including, `last`."""

    marker: TrackMarker
    track: Track
    first: int
    last: int
    opens: tuple[int, ...] = (0,)
    """The words that open the clauses of its sentence; one clause where it was not cut."""

    @property
    def part(self) -> int:
        """The clause in which it ends."""
        return part_of(self.opens, self.last - 1)


class TrackBook:
    """The markers of all tracks, ready to be found."""

    def __init__(self, patterns: Patterns) -> None:
        self._markers = [(file.track, marker) for file in patterns.tracks for marker in file.markers]
        self._book = Book.of([marker.any for _, marker in self._markers], patterns.groups)
        self._unless = Book.of([marker.unless for _, marker in self._markers], patterns.groups)

    def find(self, text: str, sentence: Sequence[Word]) -> tuple[Found, ...]:
        """Each marker of a sentence once, with the stretch of `text` of its first hit.

        In a long sentence that points at several tracks each marker counts once in every clause.
        """
        hits = self._book.find(sentence)
        if not hits:
            return ()
        unless = self._unless.find(sentence)
        whole = self._found(hits, unless, (0,))
        if len(sentence) <= LONG or len({one.track for one in whole}) < 2:
            return whole
        return self._found(hits, unless, clauses(text, sentence))

    def _found(self, hits: Sequence[Hit], unless: Sequence[Hit], opens: tuple[int, ...]) -> tuple[Found, ...]:
        barred = {(hit.entry, part_of(opens, hit.last - 1)) for hit in unless}
        found: dict[tuple[int, int], Found] = {}
        for hit in hits:
            place = (hit.entry, part_of(opens, hit.last - 1))
            if place not in barred and place not in found:
                track, marker = self._markers[hit.entry]
                found[place] = Found(marker, track, hit.first, hit.last, opens)
        return tuple(found.values())


def votes(found: Sequence[Found]) -> dict[Track, float]:
    """One sentence's vote, the mean of its clauses' votes: no sentence counts more than one."""
    parts: dict[int, list[Found]] = {}
    for one in found:
        parts.setdefault(one.part, []).append(one)
    each = [_vote(some) for some in parts.values()]
    return {track: sum(vote[track] for vote in each) / max(1, len(each)) for track in Track}


def _vote(found: Sequence[Found]) -> dict[Track, float]:
    """The weights of markers, so damped that their sum stays below one."""
    sums = dict.fromkeys(Track, 0.0)
    for one in found:
        sums[one.track] += one.marker.weight
    total = sum(sums.values())
    return {track: value / (total + CAUTION) for track, value in sums.items()}


def leaning(similarities: Mapping[Track, float], weights: Weights) -> dict[Track, float]:
    """One sentence's vote by likeness: tracks compete, also with a sentence that says nothing."""
    heats = {
        track: exp((value - weights.unlike) / weights.sharpness) for track, value in similarities.items()
    }
    total = sum(heats.values()) + 1
    return {track: heats.get(track, 0.0) / total for track in Track}


def tally(
    sentences: Sequence[Placed],
    found: Sequence[Sequence[Found]],
    similarities: Sequence[Mapping[Track, float]] | None,
    weights: Weights,
) -> dict[Track, float]:
    """The sum of all votes per track, each weighted by its section."""
    sums = dict.fromkeys(Track, 0.0)
    for n, sentence in enumerate(sentences):
        weight = weights.sections.get(sentence.section, 0.0) * sentence.weight
        if not weight or sentence.heading:
            continue
        own = votes(found[n])
        like = leaning(similarities[n], weights) if similarities is not None else dict.fromkeys(Track, 0.0)
        for track in Track:
            sums[track] += weight * (weights.marker * own[track] + weights.likeness * like[track])
    return {track: value * weights.bias[track] for track, value in sums.items()}
