"""A mock interview's story: the events that are stored, and how they fold into its state."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from rolecall.domain.debriefs import Debrief
from rolecall.domain.mocks import Answer, EndReason, Line, MockPlan, MockState, Said
from rolecall.domain.times import seconds_between
from rolecall.domain.trials import Trial
from rolecall.domain.values import Value


class Started(Value):
    kind: Literal["started"] = "started"
    plan: MockPlan


class Spoke(Value):
    kind: Literal["spoke"] = "spoke"
    line: Line


class Answered(Value):
    kind: Literal["answered"] = "answered"
    answer: Answer


class Tried(Value):
    kind: Literal["tried"] = "tried"
    trial: Trial


class Paused(Value):
    """The clock stands from `at` on: by the candidate, or because the page was gone."""

    kind: Literal["paused"] = "paused"
    at: str


class Resumed(Value):
    kind: Literal["resumed"] = "resumed"


class Warned(Value):
    """The candidate was told that so many seconds are left."""

    kind: Literal["warned"] = "warned"
    seconds: int


class Over(Value):
    kind: Literal["over"] = "over"
    reason: EndReason


class Rated(Value):
    """The candidate's own levels for one question, given before any other score was shown."""

    kind: Literal["rated"] = "rated"
    question: str
    levels: dict[str, int]


class Debriefed(Value):
    """A debrief was made; earlier ones stay."""

    kind: Literal["debriefed"] = "debriefed"
    debrief: Debrief


MockEvent = Annotated[
    Started | Spoke | Answered | Tried | Paused | Resumed | Warned | Over | Rated | Debriefed,
    Field(discriminator="kind"),
]
_EVENT: TypeAdapter[Any] = TypeAdapter(MockEvent)


def event_from(kind: str, data: dict[str, Any]) -> MockEvent:
    """An event as it was stored."""
    event: MockEvent = _EVENT.validate_python({**data, "kind": kind})
    return event


def fold(state: MockState, events: Iterable[tuple[str, MockEvent]]) -> MockState:
    """The state after more events; `events` are (time, event) in the order they were stored."""
    for at, event in events:
        changes = _changes(state, event, at)
        state = state.model_copy(update={**changes, "updated_at": at})
    return state


def _changes(state: MockState, event: MockEvent, at: str) -> dict[str, Any]:  # noqa: PLR0911 - one return an event
    match event:
        case Started():
            return {"plan": event.plan, "started_at": at}
        case Spoke():
            said = {"said": (*state.said, Said(at=at, by=event.line))}
            # A hint or a pause in between gives nobody the word anew.
            given = state.waiting or not state.said
            return {**said, "word_from": _elapsed(state, at)} if given else said
        case Answered():
            return {"said": (*state.said, Said(at=at, by=event.answer))}
        case Tried():
            return {"said": (*state.said, Said(at=at, by=event.trial))}
        case Paused():
            return {} if state.paused_at else {"paused_at": event.at}
        case Resumed():
            if not state.paused_at:
                return {}
            return {"paused_at": "", "stood": state.stood + seconds_between(state.paused_at, at)}
        case Warned():
            return {"warned": (*state.warned, event.seconds)}
        case Over():
            return {"ended": event.reason, "ended_at": at}
        case Rated():
            return {"ratings": {**state.ratings, event.question: event.levels}}
        case Debriefed():
            return {"debriefs": (*state.debriefs, event.debrief)}


def _elapsed(state: MockState, at: str) -> float:
    return max(0.0, seconds_between(state.started_at, at) - state.stood)
