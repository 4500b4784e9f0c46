"""Loads knowledge/interviews/paper.yaml: what an interviewer asks about the candidate's own paper."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rolecall.content.files import ROOT, load_folder, load_yaml, shown
from rolecall.content.interviews import criterion_faults
from rolecall.domain.interviews import Rubric
from rolecall.domain.papers import PaperQuestion, PaperTemplates
from rolecall.domain.papers.asking import QUOTE
from rolecall.ports import ContentError


def load_paper_templates(root: Path = ROOT / "knowledge") -> PaperTemplates:
    """Reads `interviews/paper.yaml` below `root` (the folder knowledge/).

    Raises ContentError naming the file and the field that does not hold.
    """
    path = root / "interviews" / "paper.yaml"
    templates = load_yaml(path, PaperTemplates)
    rubrics = load_folder(root / "rubrics", Rubric).values()
    dimensions = {dimension.id for rubric in rubrics for dimension in rubric.dimensions}
    twice = [name for name, times in Counter(one.id for one in templates.questions).items() if times > 1]
    if twice:
        raise ContentError(f"{shown(path)}: two questions have the id {twice[0]!r}; rename one.")
    for question in templates.questions:
        for fault in _faults(question, dimensions):
            raise ContentError(f"{shown(path)}: question {question.id!r}, {fault}")
    return templates


def _faults(question: PaperQuestion, dimensions: set[str]) -> Iterator[str]:
    """What pydantic cannot see: wordings without their quote, more than one thing asked, gaps in criteria."""
    for place, wording in enumerate(question.quoting):
        if wording.count(QUOTE) != 1:
            yield f"field 'quoting.{place}': must hold {QUOTE} exactly once."
        if wording.replace(QUOTE, "").count("{"):
            yield f"field 'quoting.{place}': no other field than {QUOTE} is known."
        if not wording.endswith("?") or wording.count("?") != 1:
            yield f"field 'quoting.{place}': must ask exactly one question and end with it."
    if not question.text.endswith("?") or question.text.count("?") != 1:
        yield "field 'text': must ask exactly one question and end with it."
    if question.samples:
        yield "field 'samples': leave it out; nobody's paper has a sample answer."
    yield from criterion_faults(question.criteria, dimensions)
