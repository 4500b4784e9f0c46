"""Whether the best evidence answers a query, or the coach must say that it does not know."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from rolecall.retrieval.lexical import LexicalIndex


class Foreign(NamedTuple):
    """Cosines of a query to the nearest text that the library does not hold (probes.py)."""

    elsewhere: float
    nearby: float


class Signs(NamedTuple):
    """What speaks for an answer; measured over one query and its passages."""

    over_elsewhere: float
    """Cosine of the nearest passage minus that of the nearest text about something else (probes.py)."""
    over_nearby: float
    """The same against texts of the field around."""
    coverage: float
    """Share of the query's terms, weighed by rareness, that the best passage holds."""
    known: float
    """Share, weighed alike, that any passage holds."""


class Weights(NamedTuple):
    """A logistic model of Signs."""

    constant: float
    over_elsewhere: float
    over_nearby: float
    coverage: float
    known: float
    least: float
    """Chance of an answer below which the evidence is weak."""


# Fitted by benchmarks/fit_weakness.py on knowledge/evals/search-*.yaml, which `rolecall eval search` then
# measures: its shares are of the questions fitted on; the fitting prints those of questions held out.
# `least` of e5 was lowered by hand from the fitted 0.43, towards refusing less.
WEIGHTS = {
    "e5-small-q4": Weights(-4.65, 48.46, 43.46, 1.81, 2.97, 0.40),
    "wordllama-l2-supercat": Weights(-3.17, 7.82, 5.57, 3.72, 1.91, 0.35),
}
WORDS_ALONE = Weights(-2.98, 0.0, 0.0, 4.14, 3.57, 0.29)
"""For an embedder without weights of its own, and where search by meaning is out of order."""


def signs(query: Sequence[str], best: str, lexical: LexicalIndex, nearest: float, foreign: Foreign) -> Signs:
    """The signs for a query's terms, the id of its best passage, and the cosine of its nearest."""
    rareness = {term: lexical.idf(term) for term in query}
    total = sum(rareness.values())
    held = sum(value for term, value in rareness.items() if lexical.has(best, term))
    known = sum(value for term, value in rareness.items() if lexical.knows(term))
    return Signs(
        over_elsewhere=nearest - foreign.elsewhere,
        over_nearby=nearest - foreign.nearby,
        coverage=held / total if total else 0.0,
        known=known / total if total else 0.0,
    )


def answered(signs: Signs, weights: Weights) -> float:
    """The chance, 0 to 1, that the evidence answers the query."""
    log_odds = (
        weights.constant
        + weights.over_elsewhere * signs.over_elsewhere
        + weights.over_nearby * signs.over_nearby
        + weights.coverage * signs.coverage
        + weights.known * signs.known
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def is_weak(signs: Signs, embedder: str, *, dense: bool = True) -> bool:
    """Whether the coach should say that it does not know; `dense` where cosines were to be had."""
    weights = WEIGHTS.get(embedder, WORDS_ALONE) if dense else WORDS_ALONE
    return answered(signs, weights) < weights.least
