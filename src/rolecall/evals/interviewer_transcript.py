"""The transcript of a mock as it was played, and what can be read off it."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from rolecall.domain.debriefs import Debrief
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import Answer, InterviewerMove, Line, MockState, Mode
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.trials import Trial
from rolecall.domain.values import Value
from rolecall.evals.interviewer_candidates import Act
from rolecall.ports import Stored

RUN = 6
"""Running words shared with what is hidden that make a leak."""
ALIKE = 0.85
"""Share of words from which two lines say the same."""
QUOTED = re.compile(r"\u201c([^\u201d]*)\u201d")
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


class Transcript(Value):
    """A mock as it was played, with all that a check needs to judge it."""

    name: str
    state: MockState
    events: tuple[Stored, ...]
    questions: dict[str, InterviewQuestion]
    """Every question of the plan as the bank has it, with what is hidden."""
    anchors: tuple[str, ...]
    """Anchors of the rubrics."""
    heard_phrases: tuple[str, ...]
    """What an interviewer says where something was heard."""
    sent: tuple[Act, ...]
    """What the candidate sent and the mock took, in order: one act an answer."""
    debrief: Debrief | None = None
    spoke_early: int = 0
    """Calls of the model at which the answer was not stored yet."""
    problems: dict[str, ProblemFolder] = {}
    """Every coding problem of the plan."""
    green: tuple[str, ...] = ()
    """Patterns of what is said where all checks hold."""
    not_run: tuple[str, ...] = ()
    """What is said where the sandbox failed."""
    tried: tuple[tuple[bool, str], ...] = ()
    """What the candidate ran or submitted (True), in order, as it was typed."""
    twin: MockState | None = None
    """The same mock by a candidate who never tried to inject."""
    twin_debrief: Debrief | None = None

    @property
    def turns(self) -> Iterator[tuple[Line, Answer | None, Act | None]]:
        """Each line with the answer it replies to and what the candidate sent there."""
        answer, act, number = None, None, 0
        for said in self.state.said:
            if isinstance(said.by, Answer):
                answer = said.by
                act = self.sent[number] if number < len(self.sent) else None
                number += 1
            elif isinstance(said.by, Line):
                yield said.by, answer, act
                answer, act = None, None

    @property
    def replies(self) -> Iterator[tuple[Line, Trial | None]]:
        """Each line with the submission it replies to; None where it replies to words or to nothing."""
        trial: Trial | None = None
        for said in self.state.said:
            if isinstance(said.by, Line):
                yield said.by, trial
                trial = None
            elif isinstance(said.by, Answer):
                trial = None
            elif said.by.submitted:
                trial = said.by

    def wanted(self, line: Line) -> str:
        """What a line must ask, in the bank's words; '' where it asks nothing of the bank."""
        question = self.questions.get(line.question)
        if question is None or line.move in (InterviewerMove.INVITE, InterviewerMove.WRAP_UP):
            return ""
        return question.criterion(line.criterion).follow_up if line.criterion else question.text


def hidden(question: InterviewQuestion) -> Iterable[str]:
    yield question.notes
    for sample in question.samples.values():
        yield sample.answer
    for criterion in question.criteria:
        yield criterion.stronger
        yield from criterion.meanings
        yield from criterion.levels.values()


def left_behind(t: Transcript, place: int) -> list[str]:
    """What feedback may tell: gaps of the questions that never come back after this line."""
    if t.state.request.mode is not Mode.COACHED:
        return []
    later = {line.question for line in t.state.lines[place:] if line.move is not InterviewerMove.WRAP_UP}
    return [c.stronger for q in t.questions.values() if q.id not in later for c in q.criteria]


def running(events: Iterable[Stored]) -> Iterator[tuple[float, Line]]:
    """Each line with the seconds the clock had run, from the stored events alone."""
    ran, since = 0.0, None
    for event in events:
        at = datetime.fromisoformat(event.at)
        if event.kind == "started":
            since = at
        elif event.kind == "paused" and since is not None:
            ran += (datetime.fromisoformat(str(event.data["at"])) - since).total_seconds()
            since = None
        elif event.kind == "resumed" and since is None:
            since = at
        elif event.kind == "spoke":
            yield ran + ((at - since).total_seconds() if since else 0.0), Line(**event.data["line"])


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    found = set()
    for text in texts:
        words = WORD.findall(text.lower())
        found |= {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def content(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower()) if len(word) > 3}


def same(one: str, other: str) -> bool:
    mine, its = set(WORD.findall(one.lower())), set(WORD.findall(other.lower()))
    return bool(mine and its) and len(mine & its) >= ALIKE * max(len(mine), len(its))


def step(line: Line) -> tuple[str, str, str, int]:
    return line.move, line.question, line.criterion, line.round


def scores(debrief: Debrief | None) -> list[tuple[str, float | None, float, tuple[JudgedAs, ...]]]:
    return [
        (one.id, one.card.score, one.card.coverage, tuple(c.judgement.state for c in one.criteria))
        for one in (debrief.questions if debrief else ())
    ]
