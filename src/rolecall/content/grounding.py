"""Loads how answers are held to their passages: knowledge/grounding.yaml, with the words of the guides."""

import re
from collections import Counter
from functools import cache
from math import log
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.claims import GroundingRules
from rolecall.domain.words import content_words, words_of

_LEAST = 0.2
"""What the commonest word of the guides still weighs."""
_PLAIN = re.compile(r"(?<![\w'’-])[a-z]+(?:['’-][a-z]+)*(?![\w])")
_MIXED = re.compile(r"(?<![\w-])[A-Za-z]+[A-Z]\w*")
"""Abbreviations and names of tools, which our guides have and which say nothing of anybody."""
_SPEECH = ("chat.yaml", "mail.yaml", "questions/*", "rubrics/*")
"""Where more plain words stand."""


@cache
def load_grounding(root: Path = ROOT / "knowledge") -> GroundingRules:
    """Raises ContentError naming file and field."""
    rules = load_yaml(root / "grounding.yaml", GroundingRules)
    guides = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "guides").glob("*.md")))
    sections = guides.split("\n## ")
    found = Counter(word for section in sections for word in content_words(section))
    most = log(len(sections) + 1)
    weights = {word: max(_LEAST, log((len(sections) + 1) / count) / most) for word, count in found.items()}
    more = [path for name in _SPEECH for path in sorted(root.glob(name))]
    texts = "\n".join((guides, *(path.read_text(encoding="utf-8") for path in more)))
    plain = frozenset(words_of(" ".join(_PLAIN.findall(texts))))
    names = rules.names | frozenset(_MIXED.findall(guides))
    return rules.model_copy(update={"vocabulary": plain, "names": names, "weights_of": weights})
