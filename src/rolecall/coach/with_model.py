"""What a model adds to the built-in engine: proposals that code verifies before anybody sees them as fact."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel, Field, JsonValue

from rolecall.domain.roles import (
    BUILT_IN,
    RoleReading,
    Section,
    Signal,
    Source,
    Topic,
    TopicFinding,
    TopicState,
    Track,
)
from rolecall.domain.texts import find_near, find_verbatim, fit
from rolecall.ports import ChatModel, Prompts

READ_PROMPT = "read_role"

_FRAME_TOKENS = 500
"""Of the fixed texts of a prompt and the marks around what is put in, rounded up."""
_SOURCE_TOKENS = 5000
_FOUND_TOKENS = 1200
_MOST_SIGNALS = 12
_SHORTEST, _LONGEST = 12, 400
"""Characters of a quote: a shorter one proves nothing, a longer one is no quote."""


# What is only in the schema bounds the grammar of servers that have one; it rejects nothing.
_QUOTE: dict[str, JsonValue] = {"maxLength": 240}


class _ProposedSignal(BaseModel):
    track: str = Field(json_schema_extra={"enum": [str(track) for track in Track]})
    quote: str = Field(json_schema_extra=_QUOTE)


class _ProposedTopic(BaseModel):
    topic: str = Field(json_schema_extra={"enum": [str(topic) for topic in Topic]})
    state: str = Field(json_schema_extra={"enum": [str(TopicState.ANSWERED), str(TopicState.PARTIAL)]})
    quote: str = Field(json_schema_extra=_QUOTE)


class Proposals(BaseModel):
    """What a model says it found; nothing of it counts before its quote is found in a source."""

    signals: list[_ProposedSignal] = Field(default=[], json_schema_extra={"maxItems": 8})
    topics: list[_ProposedTopic] = Field(default=[], json_schema_extra={"maxItems": 8})


Shows = Callable[[Source, str, Topic | None], bool]
"""Whether a quote of a source may count as a signal, or as words on a topic."""


async def add_to_reading(
    model: ChatModel,
    prompts: Prompts,
    reading: RoleReading,
    sources: Sequence[Source],
    shows: Shows = lambda source, quote, topic: True,
) -> RoleReading:
    """The reading with a model's signals and topic states, each with a quote that stands in a source.

    Shares, track and confidence stay the built-in engine's, whose weights are measured; a model only adds
    signals and lifts topics from missing. Raises ModelFault.
    """
    told = [source for source in sources if source.text.strip()]
    room = max(500, model.context_tokens - _FOUND_TOKENS - 2 * _FRAME_TOKENS)
    texts = fit([source.text for source in told], min(_SOURCE_TOKENS, room), model.count)
    prompt = prompts.render(READ_PROMPT, sources=texts)
    proposals = await model.fill(prompt, Proposals, max_tokens=_FOUND_TOKENS)
    return _merged(reading, proposals, told, model.name, shows)


def _merged(
    reading: RoleReading, proposals: Proposals, sources: Sequence[Source], name: str, shows: Shows
) -> RoleReading:
    signals = list(reading.signals)
    topics = dict(reading.topics)
    dropped = 0
    for proposed in proposals.signals[:_MOST_SIGNALS]:
        signal = _signal(proposed, sources, name, shows)
        if signal is None:
            dropped += 1
        elif not any(_overlap(signal, known) for known in signals):
            signals.append(signal)
    for entry in proposals.topics[: len(Topic)]:
        finding = _finding(entry, sources, name, shows)
        if finding is None:
            dropped += 1
        elif topics[Topic(entry.topic)].state is TopicState.MISSING:
            topics[Topic(entry.topic)] = finding
    notes = reading.notes
    if dropped:
        what = "One thing" if dropped == 1 else f"{dropped} things"
        notes += (f"{what} {name} proposed had no quote in the text that shows it, and was left out.",)
    return reading.model_copy(
        update={"signals": tuple(signals), "topics": topics, "notes": notes, "engine": f"{BUILT_IN} + {name}"}
    )


def _signal(proposed: _ProposedSignal, sources: Sequence[Source], name: str, shows: Shows) -> Signal | None:
    place = _place(proposed.quote, sources)
    if place is None or proposed.track not in set(Track):
        return None
    source, start, end = place
    if not shows(source, _line(source.text, start, end), None):
        return None
    return Signal(
        track=Track(proposed.track),
        quote=source.text[start:end],
        start=start,
        end=end,
        pattern=f"model:{name}",
        section=Section.OTHER,
        source=source.id,
        engine=name,
    )


def _finding(
    entry: _ProposedTopic, sources: Sequence[Source], name: str, shows: Shows
) -> TopicFinding | None:
    place = _place(entry.quote, sources)
    if place is None or entry.topic not in set(Topic):
        return None
    if entry.state not in (TopicState.ANSWERED, TopicState.PARTIAL):
        return None
    source, start, end = place
    if not shows(source, _line(source.text, start, end), Topic(entry.topic)):
        return None
    return TopicFinding(
        state=TopicState(entry.state),
        quote=source.text[start:end],
        start=start,
        end=end,
        source=source.id,
        engine=name,
    )


def _place(quote: str, sources: Sequence[Source]) -> tuple[Source, int, int] | None:
    """The first source in which a quote stands, with its offsets."""
    if not _SHORTEST <= len(quote.strip()) <= _LONGEST:
        return None
    for source in sources:
        found = find_verbatim(quote, source.text)
        if found is not None:
            return source, *found
    # A small model drops a comma or a plural: the source's own words count then, never the model's.
    for source in sources:
        found = find_near(quote, source.text)
        if found is not None:
            return source, *found
    return None


def _line(text: str, start: int, end: int) -> str:
    """The lines a quote stands in: half of an order is an order still."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def _overlap(one: Signal, other: Signal) -> bool:
    """True where two signals of one track quote mostly the same words."""
    if one.track is not other.track or one.source != other.source:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)
