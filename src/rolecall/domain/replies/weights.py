"""The fitted part of the reader of replies: the values behind knowledge/reply_weights.yaml."""

from collections.abc import Callable, Sequence
from math import exp

from pydantic import Field

from rolecall.domain.replies.values import AnswerState
from rolecall.domain.values import Value

Vectors = Sequence[Sequence[float]]
"""Unit vectors, one row a text."""
Senses = Callable[[Sequence[str], Sequence[str]], tuple[Vectors, Vectors] | None]
"""The vectors of questions and of passages, computed where vectors are; None where there are none."""


class Row(Value):
    """One logistic row: a constant, and a weight for each feature in its order."""

    constant: float
    by: tuple[float, ...]

    def of(self, features: Sequence[float]) -> float:
        """Log-odds, up to what all rows share."""
        return self.constant + sum(weight * one for weight, one in zip(self.by, features, strict=True))


class ReplyWeights(Value):
    """knowledge/reply_weights.yaml."""

    embedder: str
    """Name of the embedder whose vectors they fit: others mean something else."""
    acts: dict[AnswerState, Row] = Field(min_length=5)
    """Over the vector of a passage: what it does, whatever the question; `left` is to speak of none."""
    speaks: Row
    """Over `Near`: whether a passage speaks to a question."""
    states: dict[AnswerState, Row] = Field(min_length=5)
    """Over `Signs`: how far a question was answered."""
    held_out: dict[str, tuple[AnswerState, ...]] = {}
    """For each tuned case the states told by weights that were fitted without its writer."""


def chances(rows: dict[AnswerState, Row], features: Sequence[float]) -> dict[AnswerState, float]:
    """Of each state, sum 1."""
    odds = {state: row.of(features) for state, row in rows.items()}
    most = max(odds.values())
    raised = {state: exp(one - most) for state, one in odds.items()}
    total = sum(raised.values())
    return {state: one / total for state, one in raised.items()}


def chance(row: Row, features: Sequence[float]) -> float:
    """0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, row.of(features)))))
