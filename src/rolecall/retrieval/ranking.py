"""Puts dense and lexical candidates into one order: pure arithmetic over scores."""

from collections.abc import Mapping
from typing import NamedTuple

DENSE_SHARE = 0.75
"""Of the fused score; the rest is lexical. Chosen on our own question-answer pairs (rolecall eval search)."""
HIRING_TEAM_FACTOR = 0.9
"""Guides for hiring teams rank below equally good ones for candidates, who ask most questions."""


class Ranked(NamedTuple):
    """One candidate with its fused score, 0 to 1, and what it is made of."""

    id: str
    score: float
    dense: float
    lexical: float


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], *, dense_share: float = DENSE_SHARE
) -> list[Ranked]:
    """Every candidate, best first.

    `dense` are cosines, `lexical` BM25 scores. Each is spread over 0 to 1 within this query, since
    cosines of one model lie close together and BM25 has no upper end; a candidate that one side did
    not bring has that side's 0.
    """
    if not dense:
        dense_share = 0.0
    low = min(dense.values(), default=0.0)
    span = max(dense.values(), default=0.0) - low or 1.0
    top = max(lexical.values(), default=0.0) or 1.0
    ranked = []
    for row in dense.keys() | lexical.keys():
        cosine = (dense[row] - low) / span if row in dense else 0.0
        words = lexical.get(row, 0.0) / top
        score = dense_share * cosine + (1 - dense_share) * words
        ranked.append(Ranked(row, score, dense.get(row, low), lexical.get(row, 0.0)))
    return sorted(ranked, key=lambda one: (-one.score, one.id))
