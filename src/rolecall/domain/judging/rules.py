"""What the judge knows: wording that is counted, weights, and wording of each manner of answer."""

from functools import cached_property

from pydantic import Field

from rolecall.domain.interviews import RoundKind
from rolecall.domain.patterns import Phrases
from rolecall.domain.reading.phrases import Book
from rolecall.domain.values import Value

SIGNS = ("reason", "contrast", "condition", "choice", "told", "admitted", "amount", "praise", "vague")
"""Kinds of wording that knowledge/judging.yaml lists."""


class ParticularWeights(Value):
    """Log-odds that a part is a particular rather than a general truth, by `Signs`."""

    constant: float
    number: float
    name: float
    reason: float
    contrast: float
    condition: float
    choice: float
    told: float
    admitted: float
    amount: float
    fresh: float
    praise: float
    vague: float
    abstract: float
    echo: float
    bare: float
    general: float
    length: float


class AmountWeights(Value):
    """How much evidence a particular is."""

    base: float = Field(ge=0)
    figures: float = Field(ge=0)
    """For each number, amount or name."""
    reasoning: float = Field(ge=0)
    """For each reason, contrast, condition, choice or event."""
    density: float = Field(ge=0)
    """Power of the mean chance over the answer: one figure does not redeem ten general truths."""


class RelevanceWeights(Value):
    """Log-odds that a part speaks to a criterion, by `Speaks`."""

    constant: float
    terms: float
    words: float
    alike: float
    more_alike: float
    least: float = Field(ge=0, le=1)
    """What every part of an answer to the question is worth to each of its criteria."""
    neighbour: float = Field(ge=0, le=1)
    """Share of its neighbour's relevance that a part takes over: stories go on in the next sentence."""


class TopicWeights(Value):
    """Log-odds that an answer speaks to the question, by `OnTopic`, and what follows from them."""

    constant: float
    alike: float
    words: float
    terms: float
    half: float
    """Log-odds at which evidence counts half."""
    steep: float = Field(ge=0)
    least: float
    """Log-odds below which an answer is off topic."""


class CoverageWeights(Value):
    """How coverage is made; fitted by `python -m benchmarks.fit_coverage`."""

    particular: ParticularWeights
    amount: AmountWeights
    relevance: RelevanceWeights
    topic: TopicWeights
    covered: float = Field(gt=0, lt=1)
    """Coverage from which a criterion counts as heard."""


class WeightsFile(Value):
    """knowledge/judging_weights.yaml."""

    weights: CoverageWeights
    without: dict[RoundKind, CoverageWeights] = {}
    """Fitted without the questions of one kind, which is measured with them: no question is judged by weights
    that have seen it."""


class JudgingWords(Value):
    """knowledge/judging.yaml."""

    signs: dict[str, Phrases]
    """Phrases by kind of wording, one entry for each of SIGNS."""
    manners: dict[str, Phrases]
    """Wording by which an answer shows that it is none."""
    general: tuple[str, ...] = Field(min_length=10)
    """Model sentences that fit every case and tell of none."""
    particular: tuple[str, ...] = Field(min_length=10)
    """Model sentences that could only be said of one case."""
    known: tuple[str, ...] = ()
    """Names everybody in the field drops; naming them is no particular."""
    small_words: tuple[str, ...] = Field(min_length=50)
    """The small words of English, without which there is no sentence."""


class JudgingRules(JudgingWords):
    """What the judge knows, with the weights it uses."""

    weights: CoverageWeights

    @cached_property
    def sign_book(self) -> Book:
        """Hits carry the position of the sign in SIGNS."""
        return Book.of([self.signs[name] for name in SIGNS], {})

    @cached_property
    def manner_book(self) -> Book:
        """Hits carry the position of the manner in `manners`."""
        return Book.of(list(self.manners.values()), {})

    @cached_property
    def known_words(self) -> frozenset[str]:
        return frozenset(self.known)

    @cached_property
    def small(self) -> frozenset[str]:
        return frozenset(self.small_words)
