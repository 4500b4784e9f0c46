"""Reads one source by itself: sentences, sections, signals, topics, names, language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolecall.domain.patterns import Patterns, Weights
from rolecall.domain.reading.clauses import bounds
from rolecall.domain.reading.kinds import Kinds
from rolecall.domain.reading.language import Language, language
from rolecall.domain.reading.names import Names, TitleWords, names
from rolecall.domain.reading.phrases import Book, words
from rolecall.domain.reading.sections import Placed, Sections
from rolecall.domain.reading.showing import phrases
from rolecall.domain.reading.text import sentences
from rolecall.domain.reading.topics import QUOTE, MarkerBook, Topics, around
from rolecall.domain.reading.tracks import Found, Likeness, TrackBook, leaning, tally, votes
from rolecall.domain.roles import (
    Section,
    Signal,
    Source,
    SourceKind,
    TitleSuggests,
    Topic,
    TopicFinding,
    Track,
)

_OF_WORK = (Section.DUTIES, Section.OTHER, Section.REQUIREMENTS)
_AROUND_TITLE = 40
"""Characters a line may hold beside the title: company, place."""
PLAINLY = 0.6
"""Vote of likeness from which a sentence without a marker is shown as a signal."""
_WORTH = 0.3
"""Weight of a section from which its sentences are compared with the prototypes."""


@dataclass(frozen=True)
class Read:
    """One source, read by itself."""

    source: Source
    names: Names
    language: Language
    signals: tuple[Signal, ...]
    topics: dict[Topic, TopicFinding]
    tally: dict[Track, float]
    of_the_field: int
    """Sentences about the work that name the field."""
    of_work: int
    length: int
    """Words."""
    flattery: tuple[str, ...]
    vague: tuple[str, ...]
    injected: str


class Reader:
    """The patterns, indexed once and used for every text."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.sections = Sections(patterns.sections, patterns.groups)
        self.tracks = TrackBook(patterns)
        self.topics = Topics(patterns)
        self.kinds = Kinds(patterns)
        self.flattery = MarkerBook(patterns.flattery, patterns.groups)
        self.vague = MarkerBook(patterns.vague, patterns.groups)
        self.injection = MarkerBook(patterns.injection, patterns.groups)
        self.titles = MarkerBook(patterns.titles.titles, patterns.groups)
        self.title_words = TitleWords(
            roles=Book.of([patterns.titles.role_words], patterns.groups),
            usual=Book.of([patterns.titles.usual], patterns.groups),
        )
        self.field = Book.of([patterns.titles.field_words], patterns.groups)
        self.trades = Book.of([patterns.titles.other_trades], patterns.groups)

    def place(self, text: str) -> tuple[Placed, ...]:
        return self.sections.place(text, sentences(text, self.patterns.sections.joined_names))

    def suggests(self, title: str) -> TitleSuggests:
        line = Placed(0, len(title), words(title), Section.OTHER, 1.0)
        found = [hit.entry for hit in self.titles.find(line)]
        return self.patterns.titles.titles[min(found)].suggests if found else "unclear"

    def read(self, source: Source, likeness: Likeness | None) -> Read:
        text = source.text
        spans = sentences(text, self.patterns.sections.joined_names)
        everything = self.sections.place(text, spans)
        injected = [one for one in everything if self.injection.find(one)]
        placed = tuple(one for one in everything if one not in injected) if injected else everything
        spoken = language(text, [one.words for one in everything])
        # The headings of other languages are not known: there no line is taken for a company.
        headings = {one.start for one in everything if one.heading or not spoken.english}
        named = names(text, source.kind, spans, self.title_words, headings)
        placed = tuple(one for one in placed if not _is_title_line(text, one, named.title))
        if not spoken.english:
            found: list[tuple[Found, ...]] = [() for _ in placed]
            topics = dict.fromkeys(Topic, TopicFinding(source=source.id))
        else:
            found = [() if one.heading else self.tracks.find(text, one.words) for one in placed]
            topics = self.topics.find(text, placed, source.id)
        courted = source.kind is SourceKind.MESSAGE
        counted = [
            () if courted and one.section is not Section.DUTIES and self.flattery.find(one) else some
            for one, some in zip(placed, found, strict=True)
        ]
        alike: Sequence[Mapping[Track, float]] | None = None
        if likeness is not None and spoken.english:
            alike = _likeness_of_work(text, placed, likeness, self.patterns.weights)
        return Read(
            source=source,
            names=named,
            language=spoken,
            signals=_signals(text, source.id, placed, counted, alike=alike, weights=self.patterns.weights),
            topics=topics,
            tally=tally(placed, counted, alike, self.patterns.weights),
            of_the_field=sum(bool(self.field.find(one.words)) for one in placed if one.section in _OF_WORK),
            of_work=sum(one.section in _OF_WORK for one in placed),
            length=sum(len(one.words) for one in everything),
            flattery=phrases(text, placed, self.flattery, whole=True) if spoken.english else (),
            vague=phrases(text, placed, self.vague) if spoken.english else (),
            injected=text[injected[0].start : injected[0].end] if injected else "",
        )


def _is_title_line(text: str, one: Placed, title: str) -> bool:
    """The line that only gives the title is weighed as the title, not as a duty."""
    return (
        bool(title)
        and one.end - one.start <= len(title) + _AROUND_TITLE
        and title in text[one.start : one.end]
    )


def _likeness_of_work(
    text: str, placed: Sequence[Placed], likeness: Likeness, weights: Weights
) -> list[Mapping[Track, float]]:
    """Only sentences that tell of the work are compared: vectors cost more than words."""
    asked = [
        n
        for n, one in enumerate(placed)
        if not one.heading and weights.sections.get(one.section, 0) >= _WORTH
    ]
    found: list[Mapping[Track, float]] = [{} for _ in placed]
    for n, similarities in zip(
        asked, likeness([text[placed[n].start : placed[n].end] for n in asked]), strict=True
    ):
        found[n] = similarities
    return found


def _signals(
    text: str,
    source: str,
    placed: Sequence[Placed],
    found: Sequence[Sequence[Found]],
    *,
    alike: Sequence[Mapping[Track, float]] | None,
    weights: Weights,
) -> tuple[Signal, ...]:
    """One quote per sentence and track that the sentence points at, in the order of the text."""
    signals: list[Signal] = []
    for n, (one, some) in enumerate(zip(placed, found, strict=True)):
        if not weights.sections.get(one.section) or one.heading:
            continue
        if not some:
            track = _like(alike[n], weights) if alike is not None else None
            if track is not None:
                signals.append(_by_likeness(text, source, one, track))
            continue
        shares = votes(some)
        for track in Track:
            markers = [each for each in some if each.track is track]
            if not markers or shares[track] < 0.5 * max(shares.values()):
                continue
            start, end, best = _told(one, markers, some)
            signals.append(
                Signal(
                    track=track,
                    quote=text[start:end],
                    start=start,
                    end=end,
                    pattern=best.marker.id,
                    section=one.section,
                    source=source,
                )
            )
    return tuple(signals)


def _told(one: Placed, markers: Sequence[Found], beside: Sequence[Found]) -> tuple[int, int, Found]:
    """What of a sentence tells of a track: all of it, or the clause that does so most plainly."""
    if not (len(markers[0].opens) > 1 and len({each.track for each in beside}) > 1):
        best = max(markers, key=lambda each: each.marker.weight)
        return *around(one, best.first, best.last), best
    track = markers[0].track

    def plainly(each: Found) -> tuple[float, float]:
        return votes([other for other in beside if other.part == each.part])[track], each.marker.weight

    best = max(markers, key=plainly)
    start, end = bounds(one.words, best.opens, best.first, best.last)
    return (start, end, best) if end - start <= QUOTE else (*around(one, best.first, best.last), best)


def _like(similarities: Mapping[Track, float], weights: Weights) -> Track | None:
    """The track whose prototypes a sentence is plainly like; None where none is."""
    if not similarities:
        return None
    leans = leaning(similarities, weights)
    best = max(Track, key=lambda track: leans[track])
    return best if leans[best] >= PLAINLY else None


def _by_likeness(text: str, source: str, one: Placed, track: Track) -> Signal:
    return Signal(
        track=track,
        quote=text[one.start : one.end],
        start=one.start,
        end=one.end,
        pattern=f"like-{track}",
        section=one.section,
        source=source,
    )
