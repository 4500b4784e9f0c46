"""What a model adds to the built-in engine: proposals that code verifies before anybody sees them as fact."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel

from rolecall.domain.mail import Check, Draft
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
from rolecall.domain.texts import find_verbatim, fit, visible
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompts

READ_PROMPT = "read_role"
REWRITE_PROMPT = "rewrite_email"

_FRAME_TOKENS = 500
"""Of the fixed texts of a prompt and the marks around what is put in, rounded up."""
_SOURCE_TOKENS = 5000
_FOUND_TOKENS = 1200
_MOST_SIGNALS = 12
_SHORTEST, _LONGEST = 12, 400
"""Characters of a quote: a shorter one proves nothing, a longer one is no quote."""


class _ProposedSignal(BaseModel):
    track: str
    quote: str


class _ProposedTopic(BaseModel):
    topic: str
    state: str
    quote: str


class Proposals(BaseModel):
    """What a model says it found; nothing of it counts before its quote is found in a source."""

    signals: list[_ProposedSignal] = []
    topics: list[_ProposedTopic] = []


class RewrittenEmail(BaseModel):
    """A model's wording of a draft."""

    subject: str
    body: str


async def add_to_reading(
    model: ChatModel, prompts: Prompts, reading: RoleReading, sources: Sequence[Source]
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
    return _merged(reading, proposals, told, model.name)


async def rewrite_draft(
    model: ChatModel,
    prompts: Prompts,
    draft: Draft,
    reading: RoleReading,
    check: Callable[[Draft], tuple[Check, ...]],
) -> Draft:
    """The draft in a model's words where they pass every check that the composed draft passes.

    One rewrite and at most one repair that names what was wrong; then the composed draft with a note. A check
    that the composed draft fails itself (a name the user has not given yet) is not held against the model.
    """
    open_before = {held.name for held in (draft.checks or check(draft)) if not held.ok}
    faults: list[str] = []
    for _ in range(2):
        prompt = prompts.render(
            REWRITE_PROMPT,
            subject=draft.subject,
            body=draft.body,
            questions=[asked.text for asked in draft.questions],
            tone=str(draft.tone),
            faults=faults,
        )
        try:
            made = await model.fill(prompt, RewrittenEmail, max_tokens=900, repairs=0)
        except ModelFault as fault:
            if fault.kind is not FaultKind.UNUSABLE or faults:
                return _composed(draft, f"This is the composed email, not a reworded one. {fault.message}")
            faults = ["it was not one JSON object with subject and body"]
            continue
        rewritten = draft.model_copy(
            update={
                "subject": " ".join(visible(made.subject).split()),
                "body": visible(made.body).replace("\\n", "\n").strip(),
                "engine": model.name,
            }
        )
        checks = check(rewritten)
        failed = [held for held in checks if not held.ok and held.name not in open_before]
        if not failed:
            return rewritten.model_copy(update={"checks": checks, "note": ""})
        faults = [f"{held.name}: {held.detail}" for held in failed]
    return _composed(
        draft,
        f"This is the composed email: the wording by {model.name} did not pass the check {_first(faults)}.",
    )


def _merged(reading: RoleReading, proposals: Proposals, sources: Sequence[Source], name: str) -> RoleReading:
    signals = list(reading.signals)
    topics = dict(reading.topics)
    dropped = 0
    for proposed in proposals.signals[:_MOST_SIGNALS]:
        signal = _signal(proposed, sources, name)
        if signal is None:
            dropped += 1
        elif not any(_overlap(signal, known) for known in signals):
            signals.append(signal)
    for entry in proposals.topics[: len(Topic)]:
        finding = _finding(entry, sources, name)
        if finding is None:
            dropped += 1
        elif topics[Topic(entry.topic)].state is TopicState.MISSING:
            topics[Topic(entry.topic)] = finding
    notes = reading.notes
    if dropped:
        what = "One thing" if dropped == 1 else f"{dropped} things"
        notes += (f"{what} {name} proposed had no quote that stands in the text, and was left out.",)
    return reading.model_copy(
        update={"signals": tuple(signals), "topics": topics, "notes": notes, "engine": f"{BUILT_IN} + {name}"}
    )


def _signal(proposed: _ProposedSignal, sources: Sequence[Source], name: str) -> Signal | None:
    place = _place(proposed.quote, sources)
    if place is None or proposed.track not in set(Track):
        return None
    source, start, end = place
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


def _finding(entry: _ProposedTopic, sources: Sequence[Source], name: str) -> TopicFinding | None:
    place = _place(entry.quote, sources)
    if place is None or entry.topic not in set(Topic):
        return None
    if entry.state not in (TopicState.ANSWERED, TopicState.PARTIAL):
        return None
    source, start, end = place
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
    return None


def _overlap(one: Signal, other: Signal) -> bool:
    """True where two signals of one track quote mostly the same words."""
    if one.track is not other.track or one.source != other.source:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)


def _composed(draft: Draft, note: str) -> Draft:
    return draft.model_copy(update={"note": note})


def _first(faults: Sequence[str]) -> str:
    return repr(faults[0].partition(":")[0])


__all__ = ["add_to_reading", "rewrite_draft"]
