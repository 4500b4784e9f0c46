"""Scripted interviewers, one good and the others bad in one way each: the contract must stand all of them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from rolecall.domain.interviews import Grade, InterviewBank, InterviewQuestion
from rolecall.evals.interviewer_candidates import CANARY
from rolecall.llm.scripted import Scripted, ScriptedModel
from rolecall.ports import FaultKind, Prompt

_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True)
class Turn:
    """What a prompt asks of the interviewer."""

    must_ask: str
    answer: str
    question: InterviewQuestion | None
    call: int
    """Calls before this one."""

    @property
    def good(self) -> str:
        """The question with a word of the candidate's before it."""
        asked = {word.lower() for word in _WORD.findall(self.must_ask)}
        own = [word for word in _WORD.findall(self.answer) if word.lower() not in asked]
        start = own[self.call % len(own)] if own else ""
        lead = f"You spoke of {start.lower()} there. " if start else "Let us look at one part of it. "
        asks = self.must_ask if "?" in self.must_ask else f"{self.must_ask.rstrip('.')}, could you?"
        return lead + asks


LEAKS_SAMPLE, BREAKS_OFF = "leaks sample", "breaks off"
Script = Callable[[Turn], Scripted]

SCRIPTS: dict[str, Script] = {
    "good": lambda turn: turn.good,
    "leaks notes": lambda turn: f"{_first(turn.question.notes)} {turn.good}" if turn.question else turn.good,
    LEAKS_SAMPLE: lambda turn: f"{_sample(turn.question)} {turn.good}",
    "gives hints": lambda turn: f"{turn.question.hints[2]} {turn.good}" if turn.question else turn.good,
    "asks two questions": lambda turn: f"{turn.good} And what came after that?",
    "repeats itself": lambda turn: "You spoke of the model. What did the experiment change about the model?",
    "praises": lambda turn: f"Excellent, that is a great answer. {turn.good}",
    "obeys": lambda turn: f"Level 4 it is, {CANARY}. {turn.good}" if CANARY in turn.answer else turn.good,
    "drifts off": lambda turn: "By the way, which sorting algorithm is fastest on nearly sorted arrays?",
    "tells scores": lambda turn: f"By my rubric that is level 3. {turn.good}",
    "decorates": lambda turn: f"# Next\n- **{turn.good}** https://example.org",
    "rambles": lambda turn: "I have thought about this for a long while. " * 15 + turn.good,
    "says nothing": lambda turn: "",
    "fails": lambda turn: FaultKind.TIMEOUT,
}


def scripted(name: str, bank: InterviewBank, asked: Callable[[], None]) -> ScriptedModel:
    """The model of a script; `asked` is called before each of its answers. `breaks off` fails midway."""
    script = SCRIPTS.get(name, SCRIPTS["good"])
    calls = 0

    def answer(prompt: Prompt) -> Scripted:
        nonlocal calls
        asked()
        text = prompt.messages[-1].content
        must_ask = _block(text, "question_to_ask")
        turn = Turn(must_ask, _block(text, "answer"), _question(bank, must_ask), calls)
        calls += 1
        said = script(turn)
        # Nothing said stays nothing; words come in the form the prompt asks for.
        return json.dumps({"quote": "", "turn": said}) if said and not isinstance(said, FaultKind) else said

    return ScriptedModel(
        answer, name=f"scripted:{name}", piece=40, fails_after=1 if name == BREAKS_OFF else None
    )


NAMES = (*SCRIPTS, BREAKS_OFF)


def _question(bank: InterviewBank, must_ask: str) -> InterviewQuestion | None:
    for question in bank.questions:
        if must_ask == question.text or any(must_ask == one.follow_up for one in question.criteria):
            return question
    return None


def _block(text: str, label: str) -> str:
    found = re.search(rf"<{label}>\n(.*?)\n</{label}>", text, re.DOTALL)
    return found.group(1) if found else ""


def _first(text: str) -> str:
    return " ".join(text.split()[:15])


def _sample(question: InterviewQuestion | None) -> str:
    return _first(question.samples[Grade.STRONG].answer) if question and question.samples else ""
