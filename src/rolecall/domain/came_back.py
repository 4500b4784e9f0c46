"""What came back to a role: replies against what was asked, reports against what was promised."""

from collections import Counter
from collections.abc import Sequence

from rolecall.domain.conversation import RoleState
from rolecall.domain.quoting import quoted
from rolecall.domain.replies.again import NextStep
from rolecall.domain.replies.values import AnswerState, PutQuestion, QuestionState, ReplyReading
from rolecall.domain.reports.values import Comparison
from rolecall.domain.values import Value

MOST_ASKED = 4
"""Questions a reply is read against where no email of ours was written: those that matter most."""
_MOST_EVIDENCE = 4
_STATES = {
    AnswerState.ANSWERED: "answered",
    AnswerState.PARTLY: "partly answered",
    AnswerState.DEFERRED: "put off, honestly",
    AnswerState.DODGED: "talked around",
    AnswerState.LEFT: "left open",
}


class ReplyHeard(Value):
    """One reply, read against what was asked before it came."""

    source: str
    """Id of the reply."""
    draft: str = ""
    """Id of the email that asked; empty where none of ours did."""
    reading: ReplyReading
    steps: tuple[NextStep, ...] = ()


class RoleReality(Value):
    """What is known of a role beyond what was promised."""

    replies: tuple[ReplyHeard, ...] = ()
    """Oldest first."""
    comparison: Comparison | None = None
    """None where no report came yet."""


def put_before(state: RoleState, source_id: str) -> tuple[str, tuple[PutQuestion, ...]]:
    """What had been asked when a reply came: id of the last draft before it, and its questions.

    Where no draft had asked, the questions that matter most for the role are taken: the reply may answer
    them unasked.
    """
    turn = state.brought.get(source_id, "")
    at = next((one.at for one in state.turns if one.id == turn), "")
    asking = [draft for draft in state.drafts if draft.questions and (not at or draft.created_at <= at)]
    if asking:
        asked = [(one.topic, one.text) for one in asking[-1].questions]
        return asking[-1].id, _numbered(asked)
    known = state.reading.questions[:MOST_ASKED] if state.reading else ()
    return "", _numbered([(one.topic, one.text) for one in known])


def _numbered(asked: Sequence[tuple[object, str]]) -> tuple[PutQuestion, ...]:
    return tuple(
        PutQuestion.model_validate({"n": n, "topic": topic, "text": text})
        for n, (topic, text) in enumerate(asked, 1)
    )


def tell_reply(heard: ReplyHeard) -> str:
    """A reply in the coach's words, as Markdown: counts, each question with the words, one next step."""
    states = heard.reading.states
    if not states:
        return ""
    counted = Counter(one.state for one in states)
    told = ", ".join(f"{counted[state]} {_STATES[state]}" for state in AnswerState if counted[state])
    asked = "your questions" if heard.draft else "the questions that matter most here"
    parts = [f"Of {asked}: {told}.", "\n".join(_line(one) for one in states)]
    if heard.reading.asks_back:
        wishes = "; ".join(quoted(one.quote) for one in heard.reading.asks_back[:3])
        parts.append(f"They ask you: {wishes}.")
    parts.append(_next(heard.steps))
    return "\n\n".join(part for part in parts if part)


def _line(one: QuestionState) -> str:
    words = f": {quoted(one.quote)}" if one.quote else ""
    missing = f" Still open: {one.missing}" if one.state is AnswerState.PARTLY and one.missing else ""
    return f"- {one.text} *{_STATES[one.state]}*{words}{missing}"


def _next(steps: Sequence[NextStep]) -> str:
    """One next step; an avoided topic is told once, as an observation."""
    again = [step for step in steps if step.step == "re_ask"]
    if again:
        return f"You could ask once more, kindly: {again[0].text}"
    twice = [step for step in steps if step.step == "avoided_twice"]
    if twice:
        return f"{twice[0].text} {twice[0].note}"
    return "What was put off was promised; you could wait for it." if steps else "Everything was answered."


def tell_comparison(compared: Comparison) -> str:
    """A comparison in the coach's words, as Markdown: the verdict, its words, one next step."""
    shown = [one for one in compared.evidence if one.points == compared.verdict][:_MOST_EVIDENCE]
    lines = "\n".join(f"- {one.note} {quoted(one.quote)}" for one in shown if one.quote)
    parts = [compared.summary, lines, *compared.notes, compared.next_step]
    return "\n\n".join(part for part in parts if part)
