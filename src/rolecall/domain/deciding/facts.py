"""What is known, promised and uncertain of a role, each with the words that make it so."""

from collections.abc import Iterator, Mapping, Sequence

from rolecall.domain.deciding.values import Fact
from rolecall.domain.plans.values import Quote
from rolecall.domain.promises.timeline import KIND_WORDS
from rolecall.domain.promises.values import Promise, PromiseState, Proof, Spoken
from rolecall.domain.roles import RoleReading, Signal, Source, SourceKind, Topic, TopicFinding, TopicState

_ORDER = (PromiseState.BROKEN, PromiseState.UNTESTED, PromiseState.KEPT)
_UNKNOWN = 0.3
"""Share of the work from which it is told that it is unknown."""


class Quoting:
    """Quotes of a role's sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.id: source for source in sources}

    def of(self, one: TopicFinding | Signal | Spoken | Proof) -> Quote | None:
        """None where the source is gone, or a model's words have no place in it."""
        if one.quote is None or one.start is None or one.end is None or one.source not in self._sources:
            return None
        kind = self._sources[one.source].kind
        return Quote(text=one.quote, source=one.source, start=one.start, end=one.end, kind=kind)

    def find(self, text: str) -> Quote | None:
        """The first place of a text in the sources."""
        for source in self._sources.values():
            at = source.text.find(text) if text else -1
            if at >= 0 and source.kind not in (SourceKind.CV, SourceKind.PAPER):
                return Quote(text=text, source=source.id, start=at, end=at + len(text), kind=source.kind)
        return None


def known(reading: RoleReading, labels: Mapping[Topic, str], quoting: Quoting) -> tuple[Fact, ...]:
    """The topics that the sources answer."""
    return tuple(
        Fact(label=labels[topic], quote=quoting.of(finding))
        for topic, finding in reading.topics.items()
        if finding.state is TopicState.ANSWERED
    )


def promised(promises: Sequence[Promise], quoting: Quoting) -> tuple[Fact, ...]:
    """The ledger, what turned out otherwise first."""
    ordered = sorted(promises, key=lambda one: _ORDER.index(one.state))
    return tuple(
        Fact(
            label=KIND_WORDS[one.kind] if one.quotes else one.said,
            quote=said(one, quoting),
            note=one.outcome,
        )
        for one in ordered
    )


def said(promise: Promise, quoting: Quoting) -> Quote | None:
    return quoting.of(promise.quotes[0]) if promise.quotes else None


def uncertain(reading: RoleReading, labels: Mapping[Topic, str], quoting: Quoting) -> tuple[Fact, ...]:
    """The open topics, what would change the preparation most first, then what the profile leaves open."""
    return tuple(_uncertain(reading, labels, quoting))


def _uncertain(reading: RoleReading, labels: Mapping[Topic, str], quoting: Quoting) -> Iterator[Fact]:
    ranked = [question.topic for question in reading.questions]
    for topic in dict.fromkeys([*ranked, *Topic]):
        finding = reading.topics[topic]
        if finding.state is TopicState.PARTIAL:
            yield Fact(label=labels[topic], quote=quoting.of(finding), note="only touched")
        elif finding.state is TopicState.MISSING:
            yield Fact(label=labels[topic], note="not said")
    if reading.shares.unknown >= _UNKNOWN:
        yield Fact(label="Where the rest of the work lies", note=f"{reading.shares.unknown:.0%} not told")
