"""What the ad says of the work, sentence by sentence, and which aspects each sentence is about."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import Duty
from rolecall.domain.audits.vocabulary import Vocabulary, said, vocabulary
from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.phrases import words
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.single import Reader
from rolecall.domain.roles import RoleReading, Section, Track

_LEAST_WORDS = 3
"""Of a sentence about the work."""
_MOST = 40
"""Sentences of one ad that stand in the matrix."""
_SUPPOSED = {Track.RESEARCH: "agenda", Track.APPLIED: "modelling", Track.ENGINEERING: "software"}
"""What a sentence is about that names no aspect, but whose words were a signal for a track."""
_PROMISING = (Section.OTHER, Section.ABOUT, Section.BENEFITS, Section.REQUIREMENTS)


@lru_cache(maxsize=2)
def _reader(patterns: Patterns) -> Reader:
    return Reader(patterns)


def duties(text: str, reading: RoleReading, rules: AuditRules, patterns: Patterns) -> tuple[Duty, ...]:
    """The sentences of the ad about the work, then those elsewhere that promise what a round should test.

    An ad without a part that tells of the work is read as a whole. Commands to the reader are left out.
    """
    reader, known = _reader(patterns), vocabulary(rules)
    placed = [one for one in reader.place(text) if not one.heading and not reader.injection.find(one)]
    placed = [one for one in placed if not _is_title(text, one, reading.title)]
    tracks = {(signal.start, signal.end): signal.track for signal in reading.signals}
    work = [one for one in placed if one.section is Section.DUTIES]
    if not work:
        work = [
            one for one in placed if one.section is Section.OTHER and known.aspects(known.duties, one.words)
        ]
    found = [duty for one in work for duty in _of(text, one, known, tracks)]
    rest = [one for one in placed if one.section in _PROMISING and one not in work]
    return (*found, *_promises(text, rest, known))[:_MOST]


def _of(text: str, one: Placed, known: Vocabulary, tracks: Mapping[tuple[int, int], Track]) -> Iterator[Duty]:
    for start, end in _parts(text, one):
        words_of_it = words(text, start, end)
        quote = said(text, start, end)
        aspects = _ordered(known.aspects(known.duties, words_of_it), known.rules)
        if quote is None or (len(words_of_it) < _LEAST_WORDS and not aspects):
            continue
        track = next((t for (left, right), t in tracks.items() if left < end and start < right), None)
        if not aspects and track:
            aspects = (_SUPPOSED[track],)
        yield Duty(said=quote, section=one.section, aspects=aspects)


def _promises(text: str, rest: Sequence[Placed], known: Vocabulary) -> Iterator[Duty]:
    for one in rest:
        aspects = _ordered(known.aspects(known.promises, one.words), known.rules)
        if known.no_promise.find(one.words):
            continue
        quote = said(text, one.start, one.end)
        if aspects and quote and len(one.words) >= _LEAST_WORDS:
            yield Duty(said=quote, section=one.section, aspects=aspects, promise=True)


def _ordered(named: Mapping[str, tuple[int, int]], rules: AuditRules) -> tuple[str, ...]:
    """What the work is comes before how one works with others; within each, in order of the words."""
    soft = {aspect.id for aspect in rules.aspects if aspect.soft}
    return tuple(sorted(named, key=lambda aspect: (aspect in soft, named[aspect])))


def _parts(text: str, one: Placed) -> list[tuple[int, int]]:
    """Duties run together with semicolons are duties of their own."""
    cuts = [at + 1 for at in range(one.start, one.end) if text[at] == ";"]
    return list(zip([one.start, *cuts], [*cuts, one.end], strict=True))


def _is_title(text: str, one: Placed, title: str) -> bool:
    return bool(title) and title in text[one.start : one.end] and one.end - one.start <= len(title) + 40
