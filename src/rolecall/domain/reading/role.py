"""Reads the sources of a role into one value."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from math import fsum

from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.language import language
from rolecall.domain.reading.names import Names
from rolecall.domain.reading.phrases import words
from rolecall.domain.reading.profile import profile
from rolecall.domain.reading.remarks import links, notes
from rolecall.domain.reading.showing import SHOWN
from rolecall.domain.reading.single import Read, Reader
from rolecall.domain.reading.tracks import Likeness
from rolecall.domain.roles import (
    RoleReading,
    Shares,
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
"""How much a source's evidence counts beside others: duties of an ad outweigh the courtship of a message.

Only beside others: what all tell together stays as much as they tell, see `_summed`."""

_LONG_ENOUGH = {SourceKind.AD: 25, SourceKind.MESSAGE: 80}
"""Words; a shorter text without a word of the field may still be about a role in it."""
_FIELD_SHARE = 0.06
"""Part of the sentences about the work that name the field, below which it is another field."""
_OFTEN = 3
"""Sentences about the work that name the field, from which it is of the field however long the text."""
_MOST_SIGNALS = 60
_FOREIGN_AD = 60
"""Characters."""


@lru_cache(maxsize=2)
def _reader(patterns: Patterns) -> Reader:
    return Reader(patterns)


def detect_kind(text: str, patterns: Patterns) -> SourceKind:
    """What a pasted text is, judged by its wording; a long text in another language is taken for an ad."""
    reader = _reader(patterns)
    placed = reader.place(text)
    if reader.kinds.notes_of_a_call(placed, text):
        return SourceKind.NOTE
    foreign = not language(text, [one.words for one in placed]).english
    kind = reader.kinds.detect(placed, text)
    return SourceKind.AD if foreign and kind is SourceKind.NOTE and len(text) >= _FOREIGN_AD else kind


def orders_a_program(text: str, patterns: Patterns) -> bool:
    """True where a sentence of the text orders a program about: such a sentence shows nothing."""
    reader = _reader(patterns)
    return any(reader.injection.find(one) for one in reader.place(text))


def in_english(text: str, patterns: Patterns) -> bool:
    """True where the built-in rules can read the text."""
    return language(text, [one.words for one in _reader(patterns).place(text)]).english


def title_suggests(title: str, patterns: Patterns) -> TitleSuggests:
    """What a job title alone promises."""
    return _reader(patterns).suggests(title)


def read_role(sources: Sequence[Source], patterns: Patterns, likeness: Likeness | None = None) -> RoleReading:
    """Reads one role from one or several sources; later sources are newer.

    Never fails: a text that says nothing gives `unknown` 1.0 and a low confidence. Questions are added
    elsewhere.
    """
    reader = _reader(patterns)
    read = [reader.read(source, likeness) for source in sources]
    ranked = sorted(read, key=lambda one: (not _telling(reader, one), -SOURCE_WEIGHT[one.source.kind]))
    titled = _titled(reader, ranked)
    named = _merged_names(ranked)._replace(title=titled.names.title if titled else "")
    suggests = reader.suggests(named.title)
    readable = any(one.language.english for one in read)
    seen = profile(
        _summed(read),
        suggests,
        patterns.weights,
        readable=readable,
        pitched=titled is not None and titled.source.kind is not SourceKind.AD,
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
        title_duty_mismatch=of_the_field and suggests != "unclear" and seen.track not in (suggests, "mixed"),
        signals=tuple(signal for one in ranked for signal in one.signals)[:_MOST_SIGNALS]
        if of_the_field
        else (),
        topics=_merged_topics(read),
        flattery=_merged([one.flattery for one in ranked]),
        vague=_merged([one.vague for one in ranked]),
        links=links(named.company),
        notes=tuple(notes(read, seen, of_the_field=of_the_field)),
        text_sha256=hashlib.sha256(
            "\0".join(source.text for source in sources).encode("utf-8", "surrogatepass")
        ).hexdigest(),
    )


def _telling(reader: Reader, one: Read) -> bool:
    """Whether a source tells anything of a role in the field: what does not comes after what does."""
    return bool(one.signals or one.of_the_field) or reader.suggests(one.names.title) != "unclear"


def _titled(reader: Reader, ranked: Sequence[Read]) -> Read | None:
    """The source whose title is the role's: of those of the first kind, the one that tells most."""
    named = [one for one in ranked if one.names.title]
    if not named:
        return None
    kind, telling = named[0].source.kind, _telling(reader, named[0])
    alike = [one for one in named if one.source.kind is kind and _telling(reader, one) == telling]
    # The order in which sources were brought must not decide: equal ones go by their words.
    return min(alike, key=lambda one: (-_told(one), one.names.title))


def _told(one: Read) -> float:
    """The votes of a source on the work. Likeness alone is none where nothing in it is of the field."""
    return fsum(one.tally.values()) if one.signals or one.of_the_field else 0.0


def _summed(read: Sequence[Read]) -> dict[Track, float]:
    """The votes per track: weighted by kind of source against one another, as many as are told in all.

    A source alone counts fully, and one that tells nothing takes nothing from the others.
    """
    heard = [(SOURCE_WEIGHT[one.source.kind], one, _told(one)) for one in read]
    weighted = fsum(weight * told for weight, _, told in heard)
    if not weighted:
        return dict.fromkeys(Track, 0.0)
    usual = fsum(weight**2 * told for weight, _, told in heard) / weighted
    return {
        track: fsum(weight * one.tally[track] for weight, one, told in heard if told) / usual
        for track in Track
    }


def _merged(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for some in lists for phrase in some))[:SHOWN]


def _merged_names(ranked: Sequence[Read]) -> Names:
    titles, companies, writers = (
        [name for one in ranked if (name := one.names[field])] for field in range(len(Names._fields))
    )
    # "Dana" in one mail, "Dana Whitfield" in another: the fuller name is the same person's.
    same = [name for name in writers if name.split()[0] == writers[0].split()[0]]
    return Names(next(iter(titles), ""), next(iter(companies), ""), max(same, key=len, default=""))


def _merged_topics(read: Sequence[Read]) -> dict[Topic, TopicFinding]:
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


def _of_the_field(reader: Reader, read: Sequence[Read], title: str) -> bool:
    """Whether this is a machine-learning role at all; short messages are given the benefit of the doubt."""
    named = words(title)
    if reader.trades.find(named) and not reader.field.find(named):
        return False
    if reader.field.find(named) or reader.suggests(title) in ("research", "applied"):
        return True
    verdicts = {_names_the_field(one) for one in read}
    return True in verdicts or False not in verdicts


def _names_the_field(one: Read) -> bool | None:
    """Whether one source is about work in the field; None where it is too short, or of no kind, to tell."""
    least = _LONG_ENOUGH.get(one.source.kind)
    hits = one.of_the_field
    if not one.language.english:
        return None
    if hits and (hits >= _OFTEN or hits >= _FIELD_SHARE * one.of_work):
        return True if least or one.signals else None
    if least is None or one.length < least:
        return True if one.signals else None
    return False
