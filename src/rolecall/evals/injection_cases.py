"""The hostile texts of knowledge/evals/injection.yaml, each with the place where it comes in."""

from enum import StrEnum
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.values import Value

CASES = ROOT / "knowledge" / "evals" / "injection.yaml"


class Place(StrEnum):
    """Where a hostile text comes in."""

    AD = "ad"
    MESSAGE = "message"
    REPLY = "reply"
    CV = "cv"
    PAPER = "paper"
    PDF = "pdf"
    LIBRARY = "library"
    ANSWER = "answer"
    OUTPUT = "output"


class Hostile(Value):
    """One hostile text."""

    id: str
    place: Place
    text: str


class HostileTexts(Value):
    """knowledge/evals/injection.yaml."""

    cases: tuple[Hostile, ...]


def load_cases(path: Path = CASES) -> tuple[Hostile, ...]:
    """Raises ContentError naming the field."""
    return load_yaml(path, HostileTexts).cases
