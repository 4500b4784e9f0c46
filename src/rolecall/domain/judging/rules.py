"""What the judge knows: wording that is counted, weights, and wording of each manner of answer."""

from functools import cached_property
from zlib import crc32

from pydantic import Field

from rolecall.domain.interviews import RoundKind
from rolecall.domain.patterns import Phrases
from rolecall.domain.reading.phrases import Book
from rolecall.domain.values import Value

SIGNS = ("reason", "contrast", "condition", "choice", "amount", "praise", "vague")
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
    amount: float
    fresh: float
    praise: float
    vague: float
    abstract: float
    bare: float
    general: float
    length: float


class AmountWeights(Value):
    """How much evidence a particular is."""

    base: float = Field(ge=0)
    density: float = Field(ge=0)
    """Power of the mean chance over the answer: one figure does not redeem ten general truths."""


class RelevanceWeights(Value):
    """Log-odds that a part speaks to a criterion, by `Speaks`."""

    constant: float
    terms: float
    words: float
    alike: float
    more_alike: float
    theme: float
    least: float = Field(ge=0, le=1)
    """What every part of an answer to the question is worth to each of its criteria."""
    neighbour: float = Field(ge=0, le=1)
    """Share of its neighbour's relevance that a part takes over: stories go on in the next sentence."""
    share: float = Field(ge=0)
    """How much more evidence counts where all the criterion's words are said in particulars."""


class TopicWeights(Value):
    """Log-odds that an answer speaks to the question, by `OnTopic`, and what follows from them."""

    constant: float
    alike: float
    words: float
    terms: float
    half: float
    """Log-odds at which half can be covered at most."""
    steep: float = Field(ge=0)
    floor: float = Field(ge=0, le=1)
    """What can be covered however far the answer seems: subjects are the candidate's choice."""
    least: float
    """Log-odds below which an answer is off topic."""


class TopicGate(Value):
    """How far an answer is heard that may be about another question; the fields of `TopicWeights`."""

    half: float
    steep: float = Field(ge=0)
    floor: float = Field(ge=0, le=1)


class CoverageWeights(Value):
    """How coverage is made; fitted by `python -m benchmarks.fit_coverage`."""

    particular: ParticularWeights
    amount: AmountWeights
    relevance: RelevanceWeights
    topic: TopicWeights
    covered: float = Field(gt=0, lt=1)
    """Coverage from which a criterion counts as heard."""


class KindWeights(Value):
    """What weighs otherwise in questions of one kind."""

    topic: TopicGate
    relevance: RelevanceWeights
    amount: AmountWeights
    restated: int = Field(default=0, ge=0)
    """Words in a row that stand in the question from which they say nothing; 0 where they may."""

    def on(self, weights: CoverageWeights) -> CoverageWeights:
        """The weights with these in their place."""
        topic = weights.topic.model_copy(update=dict(self.topic))
        return weights.model_copy(update={"topic": topic, "relevance": self.relevance, "amount": self.amount})


FOLDS = 5
"""Parts of the bank: each question is measured by weights fitted without its part."""


def fold_of(question_id: str) -> int:
    """The part a question belongs to; it hangs on the id alone, so that new questions move no old one."""
    return crc32(question_id.encode()) % FOLDS


class WeightsFile(Value):
    """knowledge/judging_weights.yaml."""

    weights: CoverageWeights
    without_fold: tuple[CoverageWeights, ...] = ()
    """Fitted without the questions of one fold, by its number."""
    without_kind: dict[RoundKind, CoverageWeights] = {}
    """Fitted without any question of one kind: what is to be expected of rubrics unlike the bank's."""


class RemarkWords(Value):
    """How what is said while code is being written is told from an answer."""

    leaves: Phrases
    """Wording that leaves the problem."""
    alone: Phrases
    """The same, where nothing is said beside it."""
    aimed: Phrases
    """Hostile wording that is aimed at somebody, or at the interview."""


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
    subjects: tuple[str, ...] = Field(min_length=20)
    """What interviews in this field are about: the background against which an answer is on topic."""
    known: tuple[str, ...] = ()
    """Names everybody in the field drops; naming them is no particular."""
    polite_words: tuple[str, ...] = ()
    """Words that people put around a request or a refusal."""
    small_words: tuple[str, ...] = Field(min_length=50)
    """The small words of English, without which there is no sentence."""
    remarks: RemarkWords
    """Said while code is being written."""
    kinds: dict[RoundKind, KindWeights] = {}
    """Kinds of questions that are heard otherwise than the bank's."""


class JudgingRules(JudgingWords):
    """What the judge knows, with the weights it uses."""

    weights: CoverageWeights
    restated: int = 0
    """Of the kind of question these are for."""

    def of(self, kind: RoundKind) -> "JudgingRules":
        """What the judge knows, with the weights for one kind of question."""
        own = self.kinds.get(kind)
        if own is None:
            return self
        return self.model_copy(update={"weights": own.on(self.weights), "restated": own.restated})

    @cached_property
    def sign_book(self) -> Book:
        """Hits carry the position of the sign in SIGNS."""
        return Book.of([self.signs[name] for name in SIGNS], {})

    @cached_property
    def manner_book(self) -> Book:
        """Hits carry the position of the manner in `manners`."""
        return Book.of(list(self.manners.values()), {})

    @cached_property
    def remark_book(self) -> Book:
        """Hits carry the position of the list among the fields of `RemarkWords`."""
        return Book.of([self.remarks.leaves, self.remarks.alone, self.remarks.aimed], {})

    @cached_property
    def known_words(self) -> frozenset[str]:
        return frozenset(self.known)

    @cached_property
    def light(self) -> frozenset[str]:
        """Words without weight beside a request: small ones and those of politeness."""
        return self.small | frozenset(self.polite_words)

    @cached_property
    def small(self) -> frozenset[str]:
        return frozenset(self.small_words)
