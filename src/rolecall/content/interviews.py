"""Loads the bank of mock interviews: knowledge/interviews/<kind>/<id>.yaml and knowledge/rubrics."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rolecall.content.files import ROOT, load_folder, load_yaml, shown
from rolecall.domain.interviews import (
    Criterion,
    Grade,
    InterviewBank,
    InterviewQuestion,
    QuestionFile,
    RoundKind,
    Rubric,
)
from rolecall.ports import ContentError

LEAST = {
    RoundKind.RESEARCH_DEEP_DIVE: 24,
    RoundKind.PROBLEM_FRAMING: 24,
    RoundKind.REPRODUCIBILITY: 16,
    RoundKind.ML_SYSTEMS: 24,
    RoundKind.QUICKFIRE: 80,
    RoundKind.BEHAVIOURAL: 16,
}
"""Questions of each kind; with fewer a second mock would repeat the first."""


def load_interviews(root: Path = ROOT / "knowledge") -> InterviewBank:
    """Every question and rubric below `root` (the folder knowledge/).

    Raises ContentError naming the file and the field that does not hold.
    """
    rubrics = tuple(load_folder(root / "rubrics", Rubric).values())
    dimensions = {dimension.id for rubric in rubrics for dimension in rubric.dimensions}
    questions = []
    for kind in RoundKind:
        for path in sorted((root / "interviews" / kind).glob("*.yaml")):
            questions.append(load_question(path, kind, dimensions))
    twice = [name for name, times in Counter(question.id for question in questions).items() if times > 1]
    if twice:
        raise ContentError(f"knowledge/interviews: two files are named {twice[0]!r}; rename one.")
    for fault in _lonely(questions):
        raise ContentError(f"knowledge/interviews: {fault}")
    return InterviewBank(questions=tuple(questions), rubrics=rubrics)


def load_question(path: Path, kind: RoundKind, dimensions: Collection[str]) -> InterviewQuestion:
    """One question's file. Raises ContentError naming the file and the field that does not hold."""
    file = load_yaml(path, QuestionFile)
    for fault in _faults(file, dimensions):
        raise ContentError(f"{shown(path)}: {fault}")
    return InterviewQuestion(id=path.stem, kind=kind, **dict(file))


def _lonely(questions: Iterable[InterviewQuestion]) -> Iterator[str]:
    """Where one question is near another that does not say so, or is not there."""
    known = {question.id: question for question in questions}
    for question in known.values():
        for name in question.near:
            if name == question.id or name not in known:
                yield f"question {question.id!r}, field 'near': {name!r} is no other question of the bank."
            elif question.id not in known[name].near:
                yield f"question {name!r}, field 'near': must name {question.id!r}, which names it."


def _faults(file: QuestionFile, dimensions: Collection[str]) -> Iterator[str]:
    """What pydantic cannot see: gaps that would show as an interviewer without words."""
    absent = [grade for grade in Grade if grade not in file.samples]
    if absent:
        yield f"field 'samples': no '{absent[0]}' answer; give all four."
    if file.text.count("?") > 1:
        yield "field 'text': more than one question mark; ask one thing."
    if any(hint.count("?") > 1 for hint in file.hints):
        yield "field 'hints': more than one question mark in one of them; ask one thing."
    yield from criterion_faults(file.criteria, dimensions)


def criterion_faults(criteria: Iterable[Criterion], dimensions: Collection[str]) -> Iterator[str]:
    """What a criterion of the bank lacks; a rubric from outside may lack all of it."""
    for criterion in criteria:
        where = f"field 'criteria.{criterion.id}"
        if criterion.dimension not in dimensions:
            yield f"{where}.dimension': {criterion.dimension!r} is not in knowledge/rubrics."
        for name in ("follow_up", "stronger", "terms", "meanings"):
            if not getattr(criterion, name):
                yield f"{where}.{name}': missing."
        if criterion.follow_up.count("?") != 1:
            yield f"{where}.follow_up': must ask exactly one question."
