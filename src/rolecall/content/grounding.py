"""Loads how answers are held to their passages: knowledge/grounding.yaml, with the words of the guides."""

from collections import Counter
from functools import cache
from math import log
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.claims import GroundingRules
from rolecall.domain.words import content_words, words_of

_LEAST = 0.2
"""What the commonest word of the guides still weighs."""


@cache
def load_grounding(root: Path = ROOT / "knowledge") -> GroundingRules:
    """Raises ContentError naming file and field."""
    rules = load_yaml(root / "grounding.yaml", GroundingRules)
    guides = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "guides").glob("*.md")))
    sections = guides.split("\n## ")
    found = Counter(word for section in sections for word in content_words(section))
    most = log(len(sections) + 1)
    weights = {word: max(_LEAST, log((len(sections) + 1) / count) / most) for word, count in found.items()}
    return rules.model_copy(update={"vocabulary": frozenset(words_of(guides)), "weights_of": weights})
