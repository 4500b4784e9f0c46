"""What a plan is made of: the values behind knowledge/plans.yaml."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from rolecall.domain.interviews import RoundKind
from rolecall.domain.problems import ProblemKind
from rolecall.domain.reading.phrases import Book
from rolecall.domain.roles import Confidence, Track
from rolecall.domain.values import Value

Phrases = tuple[str, ...]
"""In the phrase language of `rolecall.domain.reading.phrases`."""
_ID = r"^[a-z0-9][a-z0-9-]*$"
UNREAD = "personal"
"""The part of a CV that is never read."""


class Drill(Value):
    """An exercise of a guide section."""

    id: str = Field(pattern=_ID)
    guide: str
    do: str = Field(min_length=10)
    """What to do, as a sentence without its stop."""
    minutes: int = Field(ge=25, le=65)
    effort: int = Field(default=2, ge=1, le=3)


class RoundPlan(Value):
    """How one kind of round is prepared for."""

    label: str
    guide: str
    """Section to begin with."""
    begin: str
    """The first thing to do, as a sentence without its stop."""
    begin_effort: int = Field(default=3, ge=1, le=3)
    acts: tuple[Literal["drill", "code", "questions", "mock"], ...] = Field(min_length=3)
    """In which order things come; begun again when done."""
    mock_minutes: int = Field(ge=15, le=55)
    drills: tuple[Drill, ...] = Field(min_length=2)
    skip: str
    """What is not worth doing where the round is unlikely."""

    @model_validator(mode="after")
    def _never_runs_dry(self) -> Self:
        if "mock" not in self.acts:
            raise ValueError("acts: 'mock' must be among them; drills and questions come to an end")
        return self


class Errand(Value):
    """Something that belongs to no round."""

    label: str
    guide: str
    do: str


class FieldOfWork(Value):
    """What a text may be about, and what goes with it."""

    id: str = Field(pattern=_ID)
    label: str
    words: Phrases = Field(min_length=1)
    questions: tuple[str, ...]
    """Ids, or beginnings of ids that end in `-`."""
    problems: tuple[ProblemKind, ...] = ()


class Skill(Value):
    """Something an ad asks for and a CV can show."""

    id: str = Field(pattern=_ID)
    label: str
    words: Phrases = Field(min_length=1)
    near: tuple[str, ...]
    """Ids of skills from which it is a short way."""


class Told(Value):
    """How much rounds that a source names decide, 0 to 1."""

    one: float = Field(ge=0, le=1)
    several: float = Field(ge=0, le=1)


class PlanRules(Value):
    """knowledge/plans.yaml."""

    spread: dict[Confidence, float] = Field(min_length=len(Confidence))
    told: Told
    promised: float = Field(ge=0, le=0.5)
    process: Phrases
    none_before: Phrases
    none_after: Phrases
    rounds: dict[RoundKind, RoundPlan] = Field(min_length=len(RoundKind))
    whole: Errand
    gaps: Errand
    ready: Errand
    asking: Errand
    on_the_day: tuple[str, ...] = Field(min_length=2, max_length=5)
    beyond: str
    fields: tuple[FieldOfWork, ...]
    problem_kinds: dict[Track, tuple[ProblemKind, ...]] = Field(min_length=len(Track))
    skills: tuple[Skill, ...] = Field(min_length=10)
    cv_headings: dict[str, Phrases]
    own_work: Phrases
    private: Phrases

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [skill.id for skill in self.skills]
        if len(set(ids)) != len(ids):
            raise ValueError("skills: two have one id")
        lost = [near for skill in self.skills for near in skill.near if near not in ids]
        if lost:
            raise ValueError(f"skills: near names {lost[0]!r}, which is no skill")
        if UNREAD not in self.cv_headings:
            raise ValueError(f"cv_headings lacks {UNREAD!r}: what stands under it is never read")
        for kind, planned in self.rounds.items():
            drills = [drill.id for drill in planned.drills]
            if len(set(drills)) != len(drills):
                raise ValueError(f"rounds.{kind}: two drills have one id")
        return self

    def phrases(self) -> Iterator[tuple[str, Phrases]]:
        """Every list of phrases with the field it stands in."""
        for name in ("process", "none_before", "none_after", "own_work", "private"):
            yield name, getattr(self, name)
        yield from ((f"fields.{one.id}.words", one.words) for one in self.fields)
        yield from ((f"skills.{one.id}.words", one.words) for one in self.skills)
        yield from ((f"cv_headings.{name}", some) for name, some in self.cv_headings.items())

    def guides(self) -> Iterator[str]:
        """Ids of every guide section it sends somebody to."""
        for planned in self.rounds.values():
            yield planned.guide
            yield from (drill.guide for drill in planned.drills)
        yield from (errand.guide for errand in (self.whole, self.gaps, self.ready, self.asking))

    @cached_property
    def skill_book(self) -> Book:
        """Hits carry the position in `skills`."""
        return Book.of([skill.words for skill in self.skills], {})

    @cached_property
    def field_book(self) -> Book:
        """Hits carry the position in `fields`."""
        return Book.of([one.words for one in self.fields], {})

    @cached_property
    def heading_book(self) -> Book:
        """Hits carry the position in `cv_headings`."""
        return Book.of(list(self.cv_headings.values()), {})

    @cached_property
    def own_work_book(self) -> Book:
        return Book.of([self.own_work], {})

    @cached_property
    def private_book(self) -> Book:
        return Book.of([self.private], {})

    @cached_property
    def process_book(self) -> Book:
        return Book.of([self.process], {})

    @cached_property
    def none_books(self) -> tuple[Book, Book]:
        """Words that say there is none, before a name and after it."""
        return Book.of([self.none_before], {}), Book.of([self.none_after], {})
