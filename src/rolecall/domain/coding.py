"""Coding rounds: what is asked around a problem, and a problem as a question of the bank."""

import re
from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.interviews import Criterion, InterviewQuestion, RoundKind
from rolecall.domain.problems import ProblemFolder, ProblemKind, seed_of
from rolecall.domain.roles import Track
from rolecall.domain.values import Value

Sentences = tuple[str, ...]

PROBES = frozenset(
    {"value", "error", "slow", "time_limit", "memory_limit", "forbidden", "runtime_error"},
)
"""What a submission that is not accepted may have shown."""
_TRACKS = {
    ProblemKind.NUMPY: Track.APPLIED,
    ProblemKind.LAYERS: Track.RESEARCH,
    ProblemKind.TRAINING: Track.RESEARCH,
    ProblemKind.REPAIR: Track.RESEARCH,
    ProblemKind.PROFILING: Track.ENGINEERING,
    ProblemKind.LLM: Track.APPLIED,
}
_DEFAULT = "default"
_FIELD = re.compile(r"\{(\w+)\}")
_FIELDS = {
    "asking": {"title"},
    "begin": set(),
    "coding": set(),
    "not_run": set(),
    "green": {"total"},
    "probes": {"passed", "total", "case", "times", "names"},
}


class Spoken(Value):
    """One thing that is asked aloud about a solution; problem.yaml has the words that answer it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    dimension: str
    weight: float = Field(gt=0)
    asks: str
    follow_up: str
    stronger: str


class Fact(Value):
    """One thing that the runs of a round show by themselves."""

    id: str
    dimension: str
    weight: float = Field(gt=0)
    asks: str
    stronger: str

    def criterion(self) -> Criterion:
        return Criterion(**self.model_dump())


class CodingWords(Value):
    """knowledge/coding.yaml."""

    asking: Sentences = Field(min_length=1)
    asking_repair: Sentences = Field(min_length=1)
    asking_profiling: Sentences = Field(min_length=1)
    spoken: dict[str, tuple[Spoken, ...]]
    """By kind of problem, and `default`."""
    facts: tuple[Fact, ...]
    begin: Sentences = Field(min_length=1)
    coding: Sentences = Field(min_length=6)
    green: Sentences = Field(min_length=1)
    count: str
    probes: dict[str, Sentences]
    not_run: Sentences = Field(min_length=1)
    still_not_run: str

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        if _DEFAULT not in self.spoken:
            raise ValueError("spoken lacks 'default'")
        if set(self.probes) != PROBES:
            raise ValueError(f"probes must be {sorted(PROBES)}")
        asking = {"asking": (*self.asking, *self.asking_repair, *self.asking_profiling)}
        said = {**asking, "probes": tuple(one for group in self.probes.values() for one in group)}
        said |= {name: getattr(self, name) for name in ("begin", "coding", "green", "not_run")}
        for name, sentences in said.items():
            for sentence in sentences:
                questions = 1 if name in ("asking", "probes") else 0
                if sentence.count("?") != questions:
                    raise ValueError(f"{name}: {sentence!r} must have {questions} question marks")
                if not _FIELDS[name].issuperset(_FIELD.findall(sentence)):
                    raise ValueError(f"{name}: {sentence!r} has a field that is none of {_FIELDS[name]}")
        return self

    def asked_of(self, kind: str) -> tuple[Spoken, ...]:
        """What is asked aloud about problems of a kind."""
        return self.spoken.get(kind, self.spoken[_DEFAULT])

    def opening(self, folder: ProblemFolder) -> str:
        """The question a problem begins with; the same problem always begins alike."""
        kinds = {ProblemKind.REPAIR: self.asking_repair, ProblemKind.PROFILING: self.asking_profiling}
        kind = folder.problem.kind
        choices = kinds.get(kind, self.asking) if isinstance(kind, ProblemKind) else self.asking
        return choices[seed_of(folder.id) % len(choices)].format(title=folder.problem.title)


class Coding(Value):
    """Everything a coding round needs: problems by id, and what is said around them."""

    problems: dict[str, ProblemFolder]
    words: CodingWords
    left_out: dict[str, str] = {}
    """Problems that cannot be practised here, by id, with the library that is missing."""

    def questions(self) -> tuple[InterviewQuestion, ...]:
        return tuple(question_of(folder, self.words) for folder in self.problems.values())


def practised(
    problems: Mapping[str, ProblemFolder], words: CodingWords, missing: Iterable[str] = ()
) -> Coding:
    """What can be practised where some libraries are missing."""
    absent = set(missing)
    left_out = {
        name: next(one for one in folder.problem.needs if one in absent)
        for name, folder in problems.items()
        if absent.intersection(folder.problem.needs)
    }
    kept = {name: folder for name, folder in problems.items() if name not in left_out}
    return Coding(problems=kept, words=words, left_out=left_out)


def question_of(folder: ProblemFolder, words: CodingWords) -> InterviewQuestion:
    """A problem as a question: asked for the approach first; what is said is heard by `explains`."""
    problem = folder.problem
    kind = problem.kind
    criteria = []
    for spoken in words.asked_of(kind):
        known = problem.explains.get(spoken.id)
        terms, meanings = (known.terms, known.meanings) if known else ((), ())
        criteria.append(Criterion(**spoken.model_dump(), terms=terms, meanings=meanings))
    return InterviewQuestion(
        id=folder.id,
        kind=RoundKind.CODING,
        track=_TRACKS.get(kind, Track.APPLIED) if isinstance(kind, ProblemKind) else Track.APPLIED,
        difficulty=problem.level,
        subject=problem.title[:60],
        minutes=problem.minutes,
        text=words.opening(folder),
        notes=problem.tells,
        criteria=tuple(criteria),
        hints=problem.hints,
        raises=problem.follow_ups,
        guides=problem.guides,
    )
