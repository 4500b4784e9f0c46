"""Loads everything a mock interview is made from: bank, coding problems, voices, loops."""

from collections.abc import Collection, Iterable
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.content.interviews import load_interviews, load_question
from rolecall.content.problems import load_problems
from rolecall.domain.coding import CodingWords, practised
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import DRIFT_QUESTION
from rolecall.domain.planning import LoopRules
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.voices import Voices
from rolecall.ports import ContentError


def load_practice(root: Path = ROOT / "knowledge", missing: Iterable[str] = ()) -> PracticeKnowledge:
    """Everything below `root` (the folder knowledge/); problems that need a `missing` library are left out.

    Raises ContentError naming the file and the field that does not hold.
    """
    bank = load_interviews(root)
    drift = load_question(root / "interviews" / "drift.yaml", RoundKind.RESEARCH_DEEP_DIVE, bank.dimensions)
    words = _coding_words(root / "coding.yaml", bank.dimensions)
    problems = load_problems(root / "problems")
    for folder in problems.values():
        _check_spoken(folder, words, root)
    return PracticeKnowledge(
        bank=bank,
        coding=practised(problems, words, missing),
        voices=load_yaml(root / "voices.yaml", Voices),
        loops=load_yaml(root / "loops.yaml", LoopRules),
        drift=drift.model_copy(update={"id": DRIFT_QUESTION}),
    )


def _coding_words(path: Path, dimensions: Collection[str]) -> CodingWords:
    words = load_yaml(path, CodingWords)
    named = [one.dimension for group in words.spoken.values() for one in group]
    named += [one.dimension for one in words.facts]
    strange = [dimension for dimension in named if dimension not in dimensions]
    if strange:
        raise ContentError(f"{shown(path)}: dimension {strange[0]!r} is not in knowledge/rubrics.")
    return words


def _check_spoken(folder: ProblemFolder, words: CodingWords, root: Path) -> None:
    """An explanation can only be heard where its words are written down."""
    where = shown(root / "problems" / folder.id / "problem.yaml")
    wanted = [one.id for one in words.asked_of(folder.problem.kind)]
    if sorted(folder.problem.explains) != sorted(wanted):
        raise ContentError(f"{where}: field 'explains' must hold {', '.join(wanted)}, and nothing else.")
    if "?" in folder.problem.title:
        raise ContentError(f"{where}: field 'title' asks; it is said inside a question, name the thing.")
    if len(folder.problem.hints) != 3:
        raise ContentError(f"{where}: field 'hints' must hold three, from a nudge to nearly there.")
