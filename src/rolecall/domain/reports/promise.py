"""The promised profile: what ads and messages say the role is, from a whole ad down to a bare title."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rolecall.domain.reading import sentences, title_suggests
from rolecall.domain.reports.book import ReportBook, ReportRules, book_of
from rolecall.domain.reports.values import PromisedProfile, Stretch
from rolecall.domain.roles import Confidence, RoleReading, Shares, Source, Track
from rolecall.domain.texts import find_verbatim

Read = Callable[[Sequence[Source]], RoleReading]
"""Reads the promised sources as one role."""

BY_TITLE = 0.6
"""Share of the track that a title alone promises; the rest stays unknown."""
_TOLD = 0.9
"""Share of unknown from which the text told nothing of the work."""
_TITLE_WORDS = 14
"""Words of a line that may be a title."""


class Promise(NamedTuple):
    """What was promised, and with which other track it may be shared (`research engineer`)."""

    profile: PromisedProfile
    also: Track | None
    notes: tuple[str, ...]
    models: bool = False
    """The words that promise the track name machine learning."""


class _Pitch(NamedTuple):
    track: Track
    also: Track | None
    said: Stretch


def promise(sources: Sequence[Source], rules: ReportRules, read: Read) -> Promise:
    """What the sources promise; `mixed` and all unknown where they name no kind of role.

    Sources that say nothing of a role are left out first: beside them the others would weigh less.
    """
    book = book_of(rules)
    alone = [(one, read([one])) for one in sources if one.text.strip()]
    notes = tuple(
        dict.fromkeys(note for _, reading in alone for note in reading.notes if "seems to be in" in note)
    )
    kept = [
        one
        for one, reading in alone
        if reading.signals
        or _titled([one], reading, rules, book)
        or _pitch([one], rules, book, plainly=False)
    ]
    if not kept:
        return Promise(_nothing(), None, notes)
    reading = read(kept)
    pitch = (
        _pitch(kept, rules, book, plainly=True)
        or _titled(kept, reading, rules, book)
        or _worked(reading)
        or _pitch(kept, rules, book, plainly=False)
    )
    if pitch is None:
        return Promise(_nothing(reading), None, notes)
    told = reading.shares.unknown < _TOLD
    return Promise(
        PromisedProfile(
            shares=reading.shares if told else _by_title(pitch),
            confidence=_confidence(reading, pitch) if told else Confidence.LOW,
            signals=reading.signals,
            track=pitch.track.value,
            title=reading.title,
            title_suggests=reading.title_suggests,
            title_duty_mismatch=reading.title_duty_mismatch and told,
            said=pitch.said,
        ),
        pitch.also,
        notes,
        any(book.field.find(span.words) for span in sentences(pitch.said.quote, book.joined_names)),
    )


def _nothing(reading: RoleReading | None = None) -> PromisedProfile:
    return PromisedProfile(
        shares=reading.shares if reading else Shares(research=0, applied=0, engineering=0, unknown=1),
        confidence=Confidence.LOW,
        signals=reading.signals if reading else (),
        title=reading.title if reading else "",
    )


def _by_title(pitch: _Pitch) -> Shares:
    shares = dict.fromkeys(Track, 0.0)
    if pitch.also is None:
        shares[pitch.track] = BY_TITLE
    else:
        shares[pitch.track] = shares[pitch.also] = BY_TITLE / 2
    research, applied, engineering = (shares[track] for track in Track)
    return Shares(research=research, applied=applied, engineering=engineering, unknown=round(1 - BY_TITLE, 4))


def _confidence(reading: RoleReading, pitch: _Pitch) -> Confidence:
    """A title that its own duties contradict promises less."""
    return Confidence.LOW if reading.track not in (pitch.track.value, "mixed") else reading.confidence


def _titled(
    sources: Sequence[Source], reading: RoleReading, rules: ReportRules, book: ReportBook
) -> _Pitch | None:
    """What the title promises, wherever it stands: found by the reading, or a line that is one."""
    if reading.title and reading.title_suggests != "unclear":
        for source in sources:
            at = find_verbatim(reading.title, source.text)
            if at:
                said = Stretch(quote=source.text[at[0] : at[1]], start=at[0], end=at[1], source=source.id)
                return _Pitch(
                    Track(reading.title_suggests),
                    _shared(said.quote, Track(reading.title_suggests), book),
                    said,
                )
    for source in sources:
        for span in sentences(source.text, book.joined_names):
            line = source.text[span.start : span.end]
            suggests = title_suggests(line, rules.patterns) if len(span.words) <= _TITLE_WORDS else "unclear"
            if suggests != "unclear" and not line.rstrip().endswith("?"):
                said = Stretch(quote=line, start=span.start, end=span.end, source=source.id)
                return _Pitch(Track(suggests), _shared(line, Track(suggests), book), said)
    return None


def _shared(line: str, track: Track, book: ReportBook) -> Track | None:
    """The other half of a title that names two kinds of work: a research engineer's is engineering."""
    for span in sentences(line, book.joined_names):
        for hit in book.pitches.find(span.words):
            said = book.words.pitches[hit.entry]
            if said.also is not None and said.suggests is track:
                return said.also
    return None


def _worked(reading: RoleReading) -> _Pitch | None:
    """What the duties promise, by the first words that say so."""
    if reading.track in ("mixed", "not_ml"):
        return None
    track = Track(reading.track)
    signal = next((one for one in reading.signals if one.track is track), None)
    if signal is None:
        return None
    said = Stretch(quote=signal.quote, start=signal.start, end=signal.end, source=signal.source)
    return _Pitch(track, None, said)


def _pitch(
    sources: Sequence[Source], rules: ReportRules, book: ReportBook, *, plainly: bool
) -> _Pitch | None:
    """The first words that pitch a kind of role; where a text has several, the earlier entry counts."""
    best: tuple[int, _Pitch] | None = None
    for source in sources:
        for span in sentences(source.text, book.joined_names):
            for hit in book.pitches.find(span.words):
                said = book.words.pitches[hit.entry]
                if said.plainly is not plainly and plainly:
                    continue
                if best is None or hit.entry < best[0]:
                    quote = Stretch(
                        quote=source.text[span.start : span.end],
                        start=span.start,
                        end=span.end,
                        source=source.id,
                    )
                    best = hit.entry, _Pitch(said.suggests, said.also, quote)
    return best[1] if best else None
