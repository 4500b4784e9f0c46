"""A role's story: the events that were stored, and the state they fold into."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from rolecall.domain.mail import Draft
from rolecall.domain.passages import Passage
from rolecall.domain.plans.wishes import PlanWish, PlanWished
from rolecall.domain.promises import folding as promises
from rolecall.domain.promises.folding import (
    LedgerState,
    PromiseAdded,
    PromiseChanged,
    PromiseRemoved,
    PromisesFound,
)
from rolecall.domain.roles import BUILT_IN, RoleReading, Source, SourceKind
from rolecall.domain.summaries import Summary
from rolecall.domain.values import Value

GENERAL = "general"
"""Id of the conversation that belongs to no role."""


class Turn(Value):
    """One thing said, by the user or by the coach."""

    id: str
    speaker: Literal["user", "coach"]
    text: str
    passages: tuple[Passage, ...] = ()
    """What `[1]`, `[2]` in the text stand for, in order."""
    given: int = 0
    """How many of the passages, the first ones, came with this turn's prompt; 0 where all did."""
    asks_back: bool = False
    """True where the coach asked what was meant instead of answering."""
    engine: str = BUILT_IN
    prompt: str = ""
    """`name@hash` of the prompt that made a model say this."""
    interrupted: bool = False
    note: str = ""
    tokens: int = 0
    cost: float = 0.0
    """US dollars, 0 for a free or local engine."""
    files: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    at: str = ""


class Named(Value):
    """The role got a title, from its sources or from the user."""

    kind: Literal["named"] = "named"
    title: str
    by_user: bool = False


class SourceAdded(Value):
    kind: Literal["source_added"] = "source_added"
    source: Source
    turn: str = ""
    """Id of the user's turn that brought it."""


class SourceRemoved(Value):
    kind: Literal["source_removed"] = "source_removed"
    source_id: str


class SourceCalled(Value):
    """The user said what kind of text a source is."""

    kind: Literal["source_called"] = "source_called"
    source_id: str
    now: SourceKind


class RoleRead(Value):
    kind: Literal["role_read"] = "role_read"
    reading: RoleReading


class Said(Value):
    """A turn was said; a second one with the same id replaces the first (a stream that went on)."""

    kind: Literal["said"] = "said"
    turn: Turn


class Withdrawn(Value):
    """A turn and all that followed it were taken back: by edit or retry."""

    kind: Literal["withdrawn"] = "withdrawn"
    turn_id: str


class Folded(Value):
    """The turns up to one were folded into a summary, which a model is told instead of them."""

    kind: Literal["folded"] = "folded"
    up_to: str
    """Id of the last turn that is folded."""
    summary: Summary


class DraftWritten(Value):
    """A draft was written or edited; the same id again is the edited one."""

    kind: Literal["draft_written"] = "draft_written"
    draft: Draft


RoleEvent = Annotated[
    Named
    | SourceAdded
    | SourceRemoved
    | SourceCalled
    | RoleRead
    | Said
    | Withdrawn
    | Folded
    | DraftWritten
    | PromisesFound
    | PromiseAdded
    | PromiseChanged
    | PromiseRemoved
    | PlanWished,
    Field(discriminator="kind"),
]
_EVENT: TypeAdapter[Any] = TypeAdapter(RoleEvent)


def event_from(kind: str, data: dict[str, Any]) -> RoleEvent:
    """An event as it was stored."""
    event: RoleEvent = _EVENT.validate_python({**data, "kind": kind})
    return event


class RoleState(Value):
    """One role as its events leave it."""

    id: str
    title: str = ""
    title_by_user: bool = False
    sources: tuple[Source, ...] = ()
    brought: dict[str, str] = {}
    """Turn id by source id: taking a turn back takes back what it brought."""
    reading: RoleReading | None = None
    turns: tuple[Turn, ...] = ()
    folds: tuple[Folded, ...] = ()
    """Summaries of old turns, oldest first: each holds the one before it. All turns are kept."""
    drafts: tuple[Draft, ...] = ()
    """Oldest first; the last one is the one beside the chat."""
    ledger: LedgerState = LedgerState()
    """What somebody said that can be checked later."""
    plan_wish: PlanWish | None = None
    """Hours and dates of the plan, once the candidate gave them."""
    updated_at: str = ""

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the last answer offered to do next."""
        return self.turns[-1].suggestions if self.turns else ()

    @property
    def summary(self) -> Summary | None:
        """What a model is told of the turns that are folded."""
        return self.folds[-1].summary if self.folds else None

    @property
    def draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None


def fold(state: RoleState, events: Iterable[tuple[str, RoleEvent]]) -> RoleState:
    """The state after more events; `events` are (time, event) in the order they were stored."""
    said: list[Turn] = []
    for at, event in events:
        if isinstance(event, Said):
            # Runs of turns are put in at once: a conversation of many thousands is not copied for each.
            said.append(event.turn)
            state = state.model_copy(update={"updated_at": at})
            continue
        state = _after(_all_said(state, said), event).model_copy(update={"updated_at": at})
        said = []
    return _all_said(state, said)


def _all_said(state: RoleState, said: list[Turn]) -> RoleState:
    """The state with more turns; one of a known id replaces it where it stands."""
    if not said:
        return state
    turns = {turn.id: turn for turn in (*state.turns, *said)}
    return state.model_copy(update={"turns": tuple(turns.values())})


def _withdrawn(state: RoleState, turn_id: str) -> RoleState:
    """Without a turn and all after it, and without the summaries that held any of them."""
    ids = [turn.id for turn in state.turns]
    left = ids[: ids.index(turn_id)] if turn_id in ids else ids
    kept = set(left)
    folds = tuple(fold for fold in state.folds if fold.up_to in kept)
    return state.model_copy(update={"turns": state.turns[: len(left)], "folds": folds})


def _after(state: RoleState, event: RoleEvent) -> RoleState:  # noqa: PLR0911 - one return an event
    match event:
        case Named():
            if state.title_by_user and not event.by_user:
                return state
            return state.model_copy(update={"title": event.title, "title_by_user": event.by_user})
        case SourceAdded():
            kept = tuple(source for source in state.sources if source.id != event.source.id)
            brought = {**state.brought, event.source.id: event.turn}
            return state.model_copy(update={"sources": (*kept, event.source), "brought": brought})
        case SourceRemoved():
            kept = tuple(source for source in state.sources if source.id != event.source_id)
            ledger = promises.without_source(state.ledger, event.source_id)
            reading = state.reading if kept else None
            return state.model_copy(update={"sources": kept, "reading": reading, "ledger": ledger})
        case SourceCalled():
            sources = tuple(
                one.model_copy(update={"kind": event.now}) if one.id == event.source_id else one
                for one in state.sources
            )
            ledger = promises.without_source(state.ledger, event.source_id)
            return state.model_copy(update={"sources": sources, "ledger": ledger})
        case RoleRead():
            return state.model_copy(update={"reading": event.reading})
        case Said():
            return _all_said(state, [event.turn])
        case Withdrawn():
            return _withdrawn(state, event.turn_id)
        case Folded():
            return state.model_copy(update={"folds": (*state.folds, event)})
        case DraftWritten():
            return state.model_copy(update={"drafts": _with(state.drafts, event.draft)})
        case PromisesFound() | PromiseAdded() | PromiseChanged() | PromiseRemoved():
            return state.model_copy(update={"ledger": promises.after(state.ledger, event)})
        case PlanWished():
            return state.model_copy(update={"plan_wish": event.wish})


def _with(drafts: tuple[Draft, ...], new: Draft) -> tuple[Draft, ...]:
    """Replaces the draft of the same id where it stands, else appends."""
    if any(draft.id == new.id for draft in drafts):
        return tuple(new if draft.id == new.id else draft for draft in drafts)
    return (*drafts, new)
