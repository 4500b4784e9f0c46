"""The bank of mock interviews: kinds of rounds, questions, rubrics, graded sample answers."""

from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, field_validator, model_validator

from rolecall.domain.roles import Track
from rolecall.domain.values import Value

LEVELS = (1, 2, 3, 4)


class RoundKind(StrEnum):
    """What a round of a mock is about."""

    RESEARCH_DEEP_DIVE = "research_deep_dive"
    PROBLEM_FRAMING = "problem_framing"
    REPRODUCIBILITY = "reproducibility"
    CODING = "coding"
    ML_SYSTEMS = "ml_systems"
    QUICKFIRE = "quickfire"
    BEHAVIOURAL = "behavioural"


class Grade(StrEnum):
    """What kind of sample answer one is."""

    STRONG = "strong"
    MIDDLING = "middling"
    WEAK = "weak"
    FLUENT_EMPTY = "fluent_empty"
    """Well worded, names the right things, and says nothing particular about any of them."""


class RubricFamily(StrEnum):
    """What a criterion values: what was found out, how well it was built, or how it was told."""

    RESEARCH_IMPACT = "research_impact"
    ENGINEERING_HYGIENE = "engineering_hygiene"
    COMMUNICATION = "communication"


class Dimension(Value):
    """One thing a rubric family looks at, with a sentence that anchors each level."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: str
    asks: str
    """What an interviewer wants to know, as a question."""
    levels: dict[int, str]
    """Anchors of the levels 1 to 4."""

    @field_validator("levels")
    @classmethod
    def _four(cls, levels: dict[int, str]) -> dict[int, str]:
        return _all_four(levels)


class Rubric(Value):
    """A family of dimensions: one file of knowledge/rubrics."""

    family: RubricFamily
    title: str
    about: str
    dimensions: tuple[Dimension, ...] = Field(min_length=1)


class Criterion(Value):
    """One thing an answer is judged by."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    dimension: str = ""
    """Id of a dimension of knowledge/rubrics; empty only for a rubric that came from outside the bank."""
    asks: str
    """What the criterion looks for in the answer, as a question or a plain phrase."""
    weight: float = Field(gt=0)
    terms: tuple[str, ...] = ()
    """Words and short phrases that often come with evidence. Naming them is not evidence by itself."""
    meanings: tuple[str, ...] = ()
    """Sentences that an answer which meets the criterion would say, in some words."""
    follow_up: str = ""
    """The interviewer's next question where this is not yet heard."""
    stronger: str = ""
    """What a stronger answer has, shown in the debrief."""
    levels: dict[int, str] = {}
    """Anchors of the levels 1 to 4; empty: those of the dimension."""

    @field_validator("levels")
    @classmethod
    def _four_or_none(cls, levels: dict[int, str]) -> dict[int, str]:
        return _all_four(levels) if levels else levels


class Sample(Value):
    """An answer of our own with the levels a careful interviewer would give."""

    answer: str = Field(min_length=20)
    levels: dict[str, int]
    """Level by criterion."""


class QuestionFile(Value):
    """One question as its file in knowledge/interviews/<kind>/ holds it; only `text` is ever said unasked."""

    track: Track
    difficulty: int = Field(ge=1, le=5)
    subject: str = Field(min_length=3, max_length=60)
    """What it is about, two to four words, for lists."""
    minutes: float = Field(gt=0, le=20)
    """How long a good answer with its follow-ups takes."""
    text: str = Field(min_length=20, max_length=700)
    near: tuple[str, ...] = ()
    """Ids of questions that ask for nearly the same; one mock has only one of them."""
    notes: str
    """For the interviewer alone: what the question is for, what strong candidates do, traps."""
    criteria: tuple[Criterion, ...] = Field(min_length=3, max_length=6)
    hints: tuple[str, str, str]
    """From a nudge to nearly there; none of them is the answer."""
    samples: dict[Grade, Sample] = {}
    guides: tuple[str, ...] = ()
    """Ids of guide sections that help, `guide-file#heading-slug`."""
    sources: tuple[str, ...] = ()
    """Where facts that are not common knowledge come from."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("two criteria have one id")
        for grade, sample in self.samples.items():
            if set(sample.levels) != set(ids):
                raise ValueError(f"sample '{grade}' must give a level to each of {ids}")
            wrong = [level for level in sample.levels.values() if level not in LEVELS]
            if wrong:
                raise ValueError(f"sample '{grade}' has level {wrong[0]}; levels are 1 to 4")
        return self

    def criterion(self, criterion_id: str) -> Criterion:
        return next(criterion for criterion in self.criteria if criterion.id == criterion_id)


class InterviewQuestion(QuestionFile):
    """One question of the bank, or one made for the candidate's own paper."""

    id: str
    kind: RoundKind
    minutes: float = Field(gt=0, le=180)
    """Writing code takes longer than an answer."""
    raises: tuple[str, ...] = ()
    """Of a coding problem: what raises the bar when all is green, one question each."""


class InterviewBank(Value):
    """Every question and rubric, by id."""

    questions: tuple[InterviewQuestion, ...]
    rubrics: tuple[Rubric, ...]

    @cached_property
    def _by_id(self) -> dict[str, InterviewQuestion]:
        return {question.id: question for question in self.questions}

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        return {dimension.id: dimension for rubric in self.rubrics for dimension in rubric.dimensions}

    @cached_property
    def families(self) -> dict[str, RubricFamily]:
        """The family of each dimension."""
        return {dimension.id: rubric.family for rubric in self.rubrics for dimension in rubric.dimensions}

    def question(self, question_id: str) -> InterviewQuestion | None:
        return self._by_id.get(question_id)

    def of_kind(self, kind: RoundKind) -> tuple[InterviewQuestion, ...]:
        """In rising difficulty."""
        found = [question for question in self.questions if question.kind is kind]
        return tuple(sorted(found, key=lambda question: (question.difficulty, question.id)))

    def with_more(self, questions: tuple[InterviewQuestion, ...]) -> "InterviewBank":
        return InterviewBank(questions=(*self.questions, *questions), rubrics=self.rubrics)

    def anchors(self, criterion: Criterion) -> dict[int, str]:
        """The sentences that anchor a criterion's levels: its own, or those of its dimension."""
        if criterion.levels or criterion.dimension not in self.dimensions:
            return criterion.levels
        return self.dimensions[criterion.dimension].levels


def _all_four(levels: dict[int, str]) -> dict[int, str]:
    if tuple(sorted(levels)) != LEVELS:
        raise ValueError(f"levels are {sorted(levels)}; give one sentence for each of 1 to 4")
    return levels
