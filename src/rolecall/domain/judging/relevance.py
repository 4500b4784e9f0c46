"""How far each part of an answer speaks to each criterion, and the whole answer to the question."""

from collections.abc import Callable, Sequence
from math import exp, sqrt
from statistics import fmean as mean
from typing import NamedTuple

from rolecall.domain.interviews import Criterion
from rolecall.domain.judging.parts import Part
from rolecall.domain.judging.rules import CoverageWeights, JudgingRules
from rolecall.domain.words import content_words

Alike = Callable[[Sequence[str], Sequence[str]], list[list[float]]]
"""Cosines, one row a sentence, one column a meaning; computed where vectors are."""

_TERMS = 2
"""Terms of a criterion that count in one part: a third says no more."""
_WORDS = 4
_JOINING = frozenset({"sinc", "becaus", "until", "though", "although"})
"""Stems of words that join sentences: to share them with a rubric is no sign of its subject."""
_FEW = 3
"""Words added to a short answer, so that one shared word is not half of it."""


class Speaks(NamedTuple):
    """Of one part to one criterion."""

    terms: float
    """Terms of the criterion whose words it holds, 0 to 2."""
    words: float
    """Words of the criterion and its terms that it holds, 0 to 4."""
    alike: float
    """Cosine with the nearest sentence of the criterion."""
    more_alike: float
    """The same less its mean over the criteria."""


class OnTopic(NamedTuple):
    """Of the whole answer to the question and all criteria."""

    alike: float
    """Cosine with the question."""
    words: float
    """Root of the share of its words that question and rubric hold."""
    terms: float
    """Terms heard for every ten of its words."""


class Relevance(NamedTuple):
    """A row of `speaks` for each part, a column for each criterion."""

    speaks: list[list[Speaks]]
    topic: OnTopic


def relevance(
    question: str,
    criteria: Sequence[Criterion],
    answer: str,
    cut: Sequence[Part],
    alike: Alike,
) -> Relevance:
    """Compares every part with what the criteria say of themselves; samples and notes play no role."""
    # On one line: blanks where an order was set aside must not move a vector.
    texts = [" ".join(answer[part.start : part.end].split()) for part in cut]
    sentences = [said(criterion) for criterion in criteria]
    flat = [sentence for some in sentences for sentence in some]
    cosines = alike([*texts, " ".join(answer.split())], [*flat, question])
    terms = [[_said_words(term) for term in criterion.terms] for criterion in criteria]
    bags = [_said_words(c.asks).union(*some) for c, some in zip(criteria, terms, strict=True)]
    stems = [_said_words(text) for text in texts]
    rows = []
    for row, words in zip(cosines, stems, strict=False):
        nearest, at = [], 0
        for some in sentences:
            nearest.append(max(row[at : at + len(some)]))
            at += len(some)
        middle = mean(nearest)
        rows.append(
            [
                Speaks(
                    terms=min(_TERMS, sum(bool(term) and term <= words for term in terms[n])),
                    words=min(_WORDS, len(bags[n] & words)),
                    alike=near,
                    more_alike=near - middle,
                )
                for n, near in enumerate(nearest)
            ]
        )
    whole = frozenset[str]().union(*stems)
    known = _said_words(question).union(*bags)
    heard = sum(bool(term) and term <= whole for some in terms for term in some)
    topic = OnTopic(
        alike=cosines[-1][-1],
        words=sqrt(len(whole & known) / (len(whole) + _FEW)),
        terms=10 * heard / (len(whole) + _FEW),
    )
    return Relevance(rows, topic)


def said(criterion: Criterion) -> list[str]:
    """The sentences that say what a criterion looks for: its own, and what a good answer would say."""
    best = criterion.levels.get(4, "")
    return [text for text in (criterion.asks, criterion.stronger, best, *criterion.meanings) if text]


def _said_words(text: str) -> frozenset[str]:
    return content_words(text) - _JOINING


def on_topic(topic: OnTopic, weights: CoverageWeights) -> float:
    """Part of its evidence that counts, 0 to 1."""
    w = weights.topic
    return odds(w.steep * (topic_odds(topic, weights) - w.half))


def topic_odds(topic: OnTopic, weights: CoverageWeights) -> float:
    """Log-odds that the answer speaks to the question."""
    w = weights.topic
    return w.constant + w.alike * topic.alike + w.words * topic.words + w.terms * topic.terms


def odds(value: float) -> float:
    """The chance that log-odds stand for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def generality(answer: str, cut: Sequence[Part], alike: Alike, rules: JudgingRules) -> list[float]:
    """For each part how much nearer it is to general truths than to particulars."""
    split = len(rules.general)
    cosines = alike([answer[part.start : part.end] for part in cut], [*rules.general, *rules.particular])
    return [mean(row[:split]) - mean(row[split:]) for row in cosines]
