"""Reads the sources of a role into one value: profile, topics, names, and what the reader should know."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from rolecall.domain.patterns import Patterns, Weights
from rolecall.domain.reading.kinds import Kinds
from rolecall.domain.reading.language import Language, language
from rolecall.domain.reading.names import Names, names
from rolecall.domain.reading.phrases import Book, words
from rolecall.domain.reading.profile import Profile, profile
from rolecall.domain.reading.sections import Placed, Sections
from rolecall.domain.reading.text import sentences
from rolecall.domain.reading.topics import MarkerBook, Topics, around
from rolecall.domain.reading.tracks import Found, Likeness, TrackBook, tally, votes
from rolecall.domain.roles import (
    Confidence,
    Link,
    RoleReading,
    Section,
    Shares,
    Signal,
    Source,
    SourceKind,
    TitleSuggests,
    Topic,
    TopicFinding,
    TopicState,
    Track,
)

SOURCE_WEIGHT = {
    SourceKind.AD: 1.0,
    SourceKind.REPLY: 0.8,
    SourceKind.MESSAGE: 0.5,
    SourceKind.REPORT: 0.5,
    SourceKind.NOTE: 0.4,
    SourceKind.CV: 0.0,
    SourceKind.PAPER: 0.0,
}
"""How much a source's evidence counts beside others: duties of an ad outweigh the courtship of a message."""

_OF_WORK = (Section.DUTIES, Section.OTHER, Section.REQUIREMENTS)
_LONG_ENOUGH = {SourceKind.AD: 25, SourceKind.MESSAGE: 80}
"""Words; a shorter text without a word of the field may still be about a role in it."""
_FIELD_SHARE = 0.06
"""Part of the sentences about the work that name the field, below which it is another field."""
_MOST_SIGNALS = 60
_SHOWN = 12
_AROUND_TITLE = 40
"""Characters a line may hold beside the title: company, place."""
_WORTH = 0.3
"""Weight of a section from which its sentences are compared with the prototypes."""
_QUOTED = 80
_FOREIGN_AD = 60
"""Characters."""


@dataclass(frozen=True)
class _Read:
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


class _Reader:
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
        self.role_words = Book.of([patterns.titles.role_words], patterns.groups)
        self.field = Book.of([patterns.titles.field_words], patterns.groups)
        self.trades = Book.of([patterns.titles.other_trades], patterns.groups)

    def place(self, text: str) -> tuple[Placed, ...]:
        return self.sections.place(text, sentences(text, self.patterns.sections.joined_names))

    def suggests(self, title: str) -> TitleSuggests:
        line = Placed(0, len(title), words(title), Section.OTHER, 1.0)
        found = [hit.entry for hit in self.titles.find(line)]
        return self.patterns.titles.titles[min(found)].suggests if found else "unclear"

    def read(self, source: Source, likeness: Likeness | None) -> _Read:
        text = source.text
        spans = sentences(text, self.patterns.sections.joined_names)
        everything = self.sections.place(text, spans)
        injected = [one for one in everything if self.injection.find(one)]
        placed = tuple(one for one in everything if one not in injected) if injected else everything
        spoken = language(text, [word for one in everything for word in one.words])
        named = names(text, source.kind, spans, self.role_words)
        placed = tuple(one for one in placed if not _is_title_line(text, one, named.title))
        if not spoken.english:
            found: list[tuple[Found, ...]] = [() for _ in placed]
            topics = dict.fromkeys(Topic, TopicFinding(source=source.id))
        else:
            found = [() if one.heading else self.tracks.find(one.words) for one in placed]
            topics = self.topics.find(text, placed, source.id)
        courted = source.kind is SourceKind.MESSAGE
        counted = [
            () if courted and one.section is not Section.DUTIES and self.flattery.find(one) else some
            for one, some in zip(placed, found, strict=True)
        ]
        alike: Sequence[Mapping[Track, float]] | None = None
        if likeness is not None and spoken.english:
            alike = _likeness_of_work(text, placed, likeness, self.patterns.weights)
        return _Read(
            source=source,
            names=named,
            language=spoken,
            signals=_signals(text, source.id, placed, counted, self.patterns.weights),
            topics=topics,
            tally=tally(placed, counted, alike, self.patterns.weights),
            of_the_field=sum(bool(self.field.find(one.words)) for one in placed if one.section in _OF_WORK),
            of_work=sum(one.section in _OF_WORK for one in placed),
            length=sum(len(one.words) for one in everything),
            flattery=tuple(_phrases(text, placed, self.flattery)) if spoken.english else (),
            vague=tuple(_phrases(text, placed, self.vague)) if spoken.english else (),
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


@lru_cache(maxsize=2)
def _reader(patterns: Patterns) -> _Reader:
    return _Reader(patterns)


def detect_kind(text: str, patterns: Patterns) -> SourceKind:
    """What a pasted text is, judged by its wording; a long text in another language is taken for an ad."""
    reader = _reader(patterns)
    placed = reader.place(text)
    foreign = not language(text, [word for one in placed for word in one.words]).english
    kind = reader.kinds.detect(placed)
    return SourceKind.AD if foreign and kind is SourceKind.NOTE and len(text) >= _FOREIGN_AD else kind


def title_suggests(title: str, patterns: Patterns) -> TitleSuggests:
    """What a job title alone promises."""
    return _reader(patterns).suggests(title)


def read_role(sources: Sequence[Source], patterns: Patterns, likeness: Likeness | None = None) -> RoleReading:
    """Reads one role from one or several sources; later sources are newer.

    Never fails: a text that says nothing gives `unknown` 1.0 and a low confidence. Questions are added elsewhere.
    """
    reader = _reader(patterns)
    read = [reader.read(source, likeness) for source in sources]
    ranked = sorted(read, key=lambda one: -SOURCE_WEIGHT[one.source.kind])
    named = _merged_names(ranked)
    suggests = reader.suggests(named.title)
    readable = any(one.language.english for one in read)
    seen = profile(
        _summed(read),
        suggests,
        patterns.weights,
        readable=readable,
        pitched=not any(one.source.kind is SourceKind.AD for one in read),
    )
    of_the_field = not readable or _of_the_field(reader, read, named.title)
    return RoleReading(
        kind=ranked[0].source.kind if ranked else SourceKind.NOTE,
        title=named.title,
        company=named.company,
        recruiter=named.recruiter,
        track=seen.track if of_the_field else "not_ml",
        shares=seen.shares if of_the_field else Shares(research=0, applied=0, engineering=0, unknown=1),
        confidence=seen.confidence,
        title_suggests=suggests,
        title_duty_mismatch=of_the_field
        and suggests != "unclear"
        and seen.by_work not in (suggests, "mixed"),
        signals=tuple(signal for one in ranked for signal in one.signals)[:_MOST_SIGNALS]
        if of_the_field
        else (),
        topics=_merged_topics(read),
        flattery=_merged([one.flattery for one in ranked]),
        vague=_merged([one.vague for one in ranked]),
        links=_links(named.company),
        notes=tuple(_notes(read, seen, of_the_field=of_the_field)),
        text_sha256=hashlib.sha256(
            "\0".join(source.text for source in sources).encode("utf-8", "surrogatepass")
        ).hexdigest(),
    )


def _summed(read: Sequence[_Read]) -> dict[Track, float]:
    alone = len(read) == 1
    return {
        track: sum(one.tally[track] * (1.0 if alone else SOURCE_WEIGHT[one.source.kind]) for one in read)
        for track in Track
    }


def _signals(
    text: str, source: str, placed: Sequence[Placed], found: Sequence[Sequence[Found]], weights: Weights
) -> tuple[Signal, ...]:
    """One quote per sentence and track that the sentence points at, in the order of the text."""
    signals: list[Signal] = []
    for one, some in zip(placed, found, strict=True):
        if not some or not weights.sections.get(one.section):
            continue
        shares = votes(some)
        for track in Track:
            markers = [each for each in some if each.track is track]
            if not markers or shares[track] < 0.5 * max(shares.values()):
                continue
            best = max(markers, key=lambda each: each.marker.weight)
            start, end = around(one, best.first, best.last)
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


def _phrases(text: str, placed: Sequence[Placed], book: MarkerBook) -> list[str]:
    """The exact words that matched, each once."""
    found = {
        text[one.words[hit.first].start : one.words[hit.last - 1].end]: None
        for one in placed
        for hit in book.find(one)
    }
    return list(found)[:_SHOWN]


def _merged(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for some in lists for phrase in some))[:_SHOWN]


def _merged_names(ranked: Sequence[_Read]) -> Names:
    def first(field: str) -> str:
        return next((value for one in ranked if (value := getattr(one.names, field))), "")

    return Names(first("title"), first("company"), first("recruiter"))


def _merged_topics(read: Sequence[_Read]) -> dict[Topic, TopicFinding]:
    """The best state wins; among equals the latest source."""
    order = (TopicState.MISSING, TopicState.PARTIAL, TopicState.ANSWERED)
    merged: dict[Topic, TopicFinding] = dict.fromkeys(Topic, TopicFinding())
    for one in read:
        if one.source.kind in (SourceKind.CV, SourceKind.PAPER):
            continue
        for topic, finding in one.topics.items():
            if order.index(finding.state) >= order.index(merged[topic].state):
                merged[topic] = finding
    return merged


def _of_the_field(reader: _Reader, read: Sequence[_Read], title: str) -> bool:
    """Whether this is a machine-learning role at all; short messages are given the benefit of the doubt."""
    named = words(title)
    if reader.trades.find(named) and not reader.field.find(named):
        return False
    telling = [one for one in read if one.source.kind in _LONG_ENOUGH]
    if not telling or reader.field.find(named) or reader.suggests(title) in ("research", "applied"):
        return True
    hits = sum(one.of_the_field for one in telling)
    if hits == 0:
        return not any(one.length >= _LONG_ENOUGH[one.source.kind] for one in telling)
    return hits >= _FIELD_SHARE * sum(one.of_work for one in telling)


def _links(company: str) -> tuple[Link, ...]:
    """Searches the user may open; built here, fetched by nobody."""
    if not company:
        return ()
    searches = (
        ("Papers on Google Scholar", "https://scholar.google.com/scholar", {"q": f'"{company}"'}),
        ("Preprints on arXiv", "https://arxiv.org/search/", {"query": company, "searchtype": "all"}),
        ("Code on GitHub", "https://github.com/search", {"q": company, "type": "repositories"}),
        ("Models on Hugging Face", "https://huggingface.co/models", {"search": company}),
        (
            "Engineering blog",
            "https://duckduckgo.com/",
            {"q": f"{company} engineering blog machine learning"},
        ),
    )
    return tuple(Link(label=label, url=f"{base}?{urlencode(query)}") for label, base, query in searches)


def _notes(read: Sequence[_Read], seen: Profile, *, of_the_field: bool) -> list[str]:
    notes: list[str] = []
    foreign = [one.language.name for one in read if not one.language.english]
    if foreign:
        notes.append(
            f"The text seems to be in {foreign[0]}: the built-in rules read English, so no signals or topics were"
            " taken from it. Paste an English version, or connect a model that reads it."
        )
    for one in read:
        if one.injected:
            shown = one.injected if len(one.injected) <= _QUOTED else one.injected[:_QUOTED] + "\u2026"
            notes.append(
                f"The text contains instructions to a reading program (\u201c{shown}\u201d): they were read as text,"
                " not followed, and count for nothing."
            )
    if not any(one.source.text.strip() for one in read):
        notes.append("There is no text to read; paste the ad or the message.")
    elif not of_the_field:
        notes.append(
            "This does not look like a machine-learning role: the work described names nothing of the field."
        )
    elif not foreign and seen.confidence is Confidence.LOW:
        notes.append(
            "Little here points clearly at one track: take the profile as a question to ask, not as a verdict."
        )
    return notes
