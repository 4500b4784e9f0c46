"""Loads how answers are held to their passages: knowledge/grounding.yaml, with the words of the guides."""

from functools import cache
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.claims import GroundingRules
from rolecall.domain.words import words_of


@cache
def load_grounding(root: Path = ROOT / "knowledge") -> GroundingRules:
    """Raises ContentError naming file and field."""
    rules = load_yaml(root / "grounding.yaml", GroundingRules)
    guides = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "guides").glob("*.md")))
    return rules.model_copy(update={"vocabulary": frozenset(words_of(guides))})
