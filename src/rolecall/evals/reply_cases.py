"""The labelled replies the reader is measured on: our own in knowledge/evals, all people in them made up."""

from typing import Literal, Self

from pydantic import Field, model_validator

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.replies.values import AnswerState, PutQuestion
from rolecall.domain.roles import Topic
from rolecall.domain.values import Value

FOLDER = ROOT / "knowledge" / "evals"


class CaseQuestion(Value):
    topic: Topic
    text: str


class ReplyCase(Value):
    """A reply with what it does to each question, in their order."""

    id: str
    writer: str
    half: Literal["tuned", "kept"]
    """Whether rules and weights were made while looking at it."""
    asked: tuple[CaseQuestion, ...] = Field(min_length=1)
    text: str
    states: tuple[AnswerState, ...]
    shown: tuple[str, ...]
    """Words that the quote must share; empty for what was left."""
    asks_back: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[PutQuestion, ...]:
        return tuple(
            PutQuestion(n=n, topic=one.topic, text=one.text) for n, one in enumerate(self.asked, start=1)
        )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not len(self.asked) == len(self.states) == len(self.shown):
            raise ValueError(f"case {self.id!r}: asked, states and shown differ in length")
        flat = " ".join(self.text.split())
        for state, words in zip(self.states, self.shown, strict=True):
            if (state is AnswerState.LEFT) != (not words):
                raise ValueError(f"case {self.id!r}: only what was left shows nothing")
            if " ".join(words.split()) not in flat:
                raise ValueError(f"case {self.id!r}: {words!r} does not stand in its text")
        for words in self.asks_back:
            if " ".join(words.split()) not in flat:
                raise ValueError(f"case {self.id!r}: {words!r} does not stand in its text")
        return self


class ReplyCases(Value):
    """A file knowledge/evals/replies*.yaml."""

    cases: tuple[ReplyCase, ...] = Field(min_length=60)


def reply_cases() -> tuple[ReplyCase, ...]:
    """Raises ContentError naming the case that does not hold."""
    paths = sorted(FOLDER.glob("replies*.yaml"))
    return tuple(case for path in paths for case in load_yaml(path, ReplyCases).cases)
