"""The fitted part of the reader of replies: the values behind knowledge/reply_weights.yaml."""

from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import TypeVar

from pydantic import Field

from rolecall.domain.replies.values import AnswerState
from rolecall.domain.roles import Topic
from rolecall.domain.values import Value

Vector = Sequence[float]
Vectors = Sequence[Vector]
"""Unit vectors, one row a text."""
T = TypeVar("T")
Senses = Callable[[Sequence[str], Sequence[str]], tuple[Vectors, Vectors] | None]
"""The vectors of questions and of passages, computed where vectors are; None where there are none."""
Reads = Callable[[Sequence[tuple[str, str]]], Sequence[Vector]]
"""For each question with what was said to it the log-odds of the states, in their order."""


class Row(Value):
    """One logistic row: a constant, and a weight for each feature in its order."""

    constant: float
    by: tuple[float, ...]

    def of(self, features: Sequence[float]) -> float:
        """Log-odds, up to what all rows share."""
        return self.constant + sum(weight * one for weight, one in zip(self.by, features, strict=True))


class Speaking(Value):
    """Which question a passage speaks to."""

    told_mean: tuple[float, ...]
    """Mean of the vectors of passages; vectors are taken without it."""
    asked_mean: tuple[float, ...]
    topics: dict[Topic, Row] = Field(min_length=8)
    """Over the vector of a passage: which topic it is of."""
    apart: Row
    """Over the vector of a passage: that it is of what people say around their answers."""
    likeness: Row
    """Over the products of the coordinates of a passage and a question."""
    speaks: Row
    """Over `Reach`: how far a passage speaks to a question."""
    nothing: Row
    """Over `Idle`: how far it speaks to none."""
    moves: tuple[float, ...]
    """Of the ways from a passage to the next: see `rolecall.domain.replies.speaking.moves`."""


class ReplyWeights(Value):
    """knowledge/reply_weights.yaml."""

    embedder: str
    """Name of the embedder whose vectors they fit: others mean something else."""
    acts: dict[AnswerState, Row] = Field(min_length=5)
    """Over the vector of a passage: what it does, whatever the question; `left` is to speak of none."""
    speaking: Speaking
    gists: dict[AnswerState, Row] = Field(min_length=5)
    """Over the mean of the vectors of all that speaks to a question: how far it was answered."""
    states: dict[AnswerState, Row] = Field(min_length=5)
    """Over `Signs`: how far a question was answered."""
    held_out: dict[str, tuple[AnswerState, ...]] = {}
    """For each tuned case the states told by weights that were fitted without its writer."""


def chances(rows: Mapping[T, Row], features: Sequence[float]) -> dict[T, float]:
    """Of each state or topic, sum 1."""
    return shares({state: row.of(features) for state, row in rows.items()})


def shares(odds: Mapping[T, float]) -> dict[T, float]:
    """Chances, sum 1, from log-odds up to what all share."""
    most = max(odds.values())
    raised = {state: exp(one - most) for state, one in odds.items()}
    total = sum(raised.values())
    return {state: one / total for state, one in raised.items()}
