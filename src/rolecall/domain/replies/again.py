"""What to ask again after a reply, what to wait for, and what was avoided twice."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rolecall.domain.replies.values import AnswerState, QuestionState, ReplyReading
from rolecall.domain.roles import Topic
from rolecall.domain.values import Value

Step = Literal["re_ask", "waiting_for", "avoided_twice"]

_ORDER = {AnswerState.DODGED: 0, AnswerState.LEFT: 1, AnswerState.PARTLY: 2}
_OPEN = frozenset(_ORDER)


class NextStep(Value):
    """What could be done about one question that is still open."""

    step: Step
    n: int
    topic: Topic | None = None
    text: str
    """The question as it was put."""
    state: AnswerState
    quote: str | None = None
    note: str
    """One sentence for the user: an observation, never an accusation."""


def to_re_ask(
    reading: ReplyReading,
    earlier: Sequence[ReplyReading] = (),
    weights: Mapping[Topic, float] | None = None,
) -> tuple[NextStep, ...]:
    """The open questions, what matters most first.

    A topic is asked again once: whoever left it open twice is not pressed, a note says so. What was deferred
    is waited for. `weights` say how much a topic matters; without them the order of the questions does.
    """
    matters = weights or {}
    ranked = sorted(
        enumerate(reading.states),
        key=lambda one: (-_weight(one[1], matters), _ORDER.get(one[1].state, 3), one[0]),
    )
    steps: list[NextStep] = []
    asked: set[Topic] = set()
    for _, state in ranked:
        step = _step(state, [past for one in earlier if (past := _of(one, state))], asked)
        if step is not None:
            steps.append(step)
        if step is not None and step.step == "re_ask" and state.topic is not None:
            asked.add(state.topic)
    return tuple(sorted(steps, key=lambda step: _STEPS.index(step.step)))


_STEPS: tuple[Step, ...] = ("re_ask", "avoided_twice", "waiting_for")


def _weight(state: QuestionState, weights: Mapping[Topic, float]) -> float:
    return weights.get(state.topic, 0.0) if state.topic is not None else 0.0


def _of(reading: ReplyReading, state: QuestionState) -> list[AnswerState]:
    """The states an earlier reply left the same topic in, or the same question where it has none."""
    return [
        one.state
        for one in reading.states
        if (one.topic == state.topic if state.topic is not None else one.text == state.text)
    ]


def _step(state: QuestionState, past: Sequence[Sequence[AnswerState]], asked: set[Topic]) -> NextStep | None:
    before = [one for some in past for one in some]
    if state.state is AnswerState.ANSWERED or AnswerState.ANSWERED in before:
        return None
    promised = bool(past) and AnswerState.DEFERRED in past[-1] and state.state is AnswerState.LEFT
    if state.state is AnswerState.DEFERRED or promised:
        return _made(
            "waiting_for", state, "An answer was promised; you could wait for it before you ask again."
        )
    if any(one in _OPEN for one in before):
        if state.state is AnswerState.DODGED and AnswerState.DODGED in before:
            note = "This was talked around twice; somebody else may be able to tell you."
        else:
            note = "This was asked twice and is still open; somebody else may be able to tell you."
        return _made("avoided_twice", state, note)
    if state.topic in asked:
        return None
    return _made("re_ask", state, _WHY[state.state])


_WHY = {
    AnswerState.DODGED: "It was spoken of, but nothing was told.",
    AnswerState.LEFT: "It was not touched.",
    AnswerState.PARTLY: "Part of it is still open.",
}


def _made(step: Step, state: QuestionState, note: str) -> NextStep:
    return NextStep(
        step=step,
        n=state.n,
        topic=state.topic,
        text=state.text,
        state=state.state,
        quote=state.quote,
        note=note,
    )
