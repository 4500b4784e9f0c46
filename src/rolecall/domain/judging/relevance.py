"""How far each part of an answer speaks to each criterion, and the whole answer to the question."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp, sqrt
from statistics import fmean as mean
from statistics import pstdev
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
SHORT = 10
"""Words at which half of what the log-odds say is believed."""
APART = 0.08
"""Cosine below which an answer and a question have nothing in common, not even the field."""
DOUBTFUL = -2.3
"""Log-odds below which such an answer is about something else."""
_STILL = 0.01
"""Least deviation of cosines: words unknown to the vectors are equally far from everything."""
_BRIEF = 30
"""Words that carry meaning in two or three sentences: too few for a subject to show by and by."""
_SLIGHT = 0.13
"""Cosine with all that describes a criterion below which a single word in common is an accident."""
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
    theme: float
    """Cosine with all that describes the criterion, as one text."""
    share: float
    """Share of the criterion's words that it holds; what several parts hold is divided among them."""


class OnTopic(NamedTuple):
    """Of the whole answer to the question and all criteria."""

    alike: float
    """How many deviations its cosine with question and rubric lies above those with other subjects."""
    words: float
    """Root of the share of its words that question and rubric hold."""
    terms: float
    """Terms heard for every ten of its words."""
    length: float
    """Its words that carry meaning, once each."""
    near: float
    """Cosine with question and rubric."""


class Relevance(NamedTuple):
    """A row of `speaks` for each part, a column for each criterion."""

    speaks: list[list[Speaks]]
    topic: OnTopic


def relevance(
    question: str,
    criteria: Sequence[Criterion],
    answer: str,
    cut: Sequence[Part],
    *,
    alike: Alike,
    rules: JudgingRules,
) -> Relevance:
    """Compares every part with what the criteria say of themselves; samples and notes play no role."""
    texts = _texts(answer, cut)
    sentences = [said(criterion) for criterion in criteria]
    flat = [sentence for some in sentences for sentence in some]
    themes = [" ".join([*described(one), *one.terms]) for one in criteria]
    cosines = alike([*texts, " ".join(answer.split())], [*flat, *themes])
    terms = [[_said_words(term) for term in criterion.terms] for criterion in criteria]
    bags = [_said_words(theme) for theme in themes]
    stems = [_said_words(text) for text in texts]
    times = Counter(word for words in stems for word in words)
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
                    theme=row[len(flat) + n],
                    share=sum(1 / times[word] for word in bags[n] & words) / max(1, len(bags[n])),
                )
                for n, near in enumerate(nearest)
            ]
        )
    return Relevance(rows, topic(question, criteria, answer, cut, alike=alike, rules=rules))


def topic(
    question: str,
    criteria: Sequence[Criterion],
    answer: str,
    cut: Sequence[Part],
    *,
    alike: Alike,
    rules: JudgingRules,
) -> OnTopic:
    """How near the whole answer is to the question, without a look at single criteria."""
    terms = [_said_words(term) for criterion in criteria for term in criterion.terms]
    whole = frozenset[str]().union(*(_said_words(text) for text in _texts(answer, cut)))
    asked = [_said_words(one.asks) for one in criteria]
    known = _said_words(question).union(*asked, *terms)
    heard = sum(bool(term) and term <= whole for term in terms)
    near, above = _stands_out(question, criteria, answer, alike, rules)
    return OnTopic(
        alike=above,
        words=sqrt(len(whole & known) / (len(whole) + _FEW)),
        terms=10 * heard / (len(whole) + _FEW),
        length=len(whole),
        near=near,
    )


def _texts(answer: str, cut: Sequence[Part]) -> list[str]:
    """On one line each: blanks where an order was set aside must not move a vector."""
    return [" ".join(answer[part.start : part.end].split()) for part in cut]


def _stands_out(
    question: str, criteria: Sequence[Criterion], answer: str, alike: Alike, rules: JudgingRules
) -> tuple[float, float]:
    """The cosine with question and rubric, and its deviations above those with other subjects."""
    asked = [word for one in criteria for word in (one.asks, *one.terms)]
    [[near, *others]] = alike([" ".join(answer.split())], [" ".join([question, *asked]), *rules.subjects])
    return near, (near - mean(others)) / max(pstdev(others), _STILL)


def described(criterion: Criterion) -> list[str]:
    """The sentences that say what a criterion looks for."""
    best = criterion.levels.get(4, "")
    return list(dict.fromkeys(text for text in (criterion.asks, criterion.stronger, best) if text))


def said(criterion: Criterion) -> list[str]:
    """The same with the sentences that a good answer would say."""
    return [*described(criterion), *(text for text in criterion.meanings if text)]


@lru_cache(maxsize=8192)
def _said_words(text: str) -> frozenset[str]:
    return content_words(text) - _JOINING


def on_topic(topic: OnTopic, weights: CoverageWeights) -> float:
    """The most that can be covered, 0 to 1, by how likely the answer speaks to the question."""
    w = weights.topic
    return w.floor + (1 - w.floor) * odds(w.steep * (topic_odds(topic, weights) - w.half))


def topic_odds(topic: OnTopic, weights: CoverageWeights) -> float:
    """Log-odds that the answer speaks to the question; a short answer says little either way."""
    w = weights.topic
    told = w.constant + w.alike * topic.alike + w.words * topic.words + w.terms * topic.terms
    return told * topic.length / (topic.length + SHORT)


def off_topic(topic: OnTopic, weights: CoverageWeights) -> bool:
    """Whether the answer is about something else: not the question, or nothing that interviews are about."""
    told = topic_odds(topic, weights)
    return told < weights.topic.least or (topic.near < APART and told < DOUBTFUL)


def odds(value: float) -> float:
    """The chance that log-odds stand for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def by_accident(column: Sequence[Speaks], topic: OnTopic) -> bool:
    """Whether a brief answer meets a criterion in one word alone, and is about something else.

    `column` is what each of its parts says to the criterion. "It took four days" stands in every story.
    """
    return topic.length < _BRIEF and all(one.words <= 1 and one.theme < _SLIGHT for one in column)


def generality(answer: str, cut: Sequence[Part], alike: Alike, rules: JudgingRules) -> list[float]:
    """For each part how much nearer it is to general truths than to particulars."""
    split = len(rules.general)
    cosines = alike([answer[part.start : part.end] for part in cut], [*rules.general, *rules.particular])
    return [mean(row[:split]) - mean(row[split:]) for row in cosines]
