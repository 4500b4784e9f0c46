"""Loads knowledge/stripping.yaml, and the words that are ordinary because the knowledge itself uses them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.reading.namewords import PLACES
from rolecall.domain.reports.stripping import Stripped, StripWords, strip

_ORDINARY = re.compile(r"(?<![\w'])[a-z][a-z']+(?![\w'])")
_FOLDERS = ("guides", "interviews", "questions", "patterns", "rubrics", "problems")


def load_stripping(root: Path = ROOT / "knowledge") -> StripWords:
    """Raises ContentError naming file and field."""
    return load_yaml(root / "stripping.yaml", StripWords)


def load_strip() -> Callable[[str, Sequence[str]], Stripped]:
    """A text and the names that are known to stand in it -> the text without names."""
    words, ordinary = load_stripping(), ordinary_words()
    return lambda text, names: strip(text, words, ordinary, known=names, places=PLACES)


def ordinary_words(root: Path = ROOT / "knowledge") -> Callable[[str], bool]:
    """Tells whether the knowledge uses a word in small letters: about ten thousand words do."""
    return _words(root).__contains__


@cache
def _words(root: Path) -> frozenset[str]:
    """Words of guides, and of at least two other files: one alone may have a name in small letters."""
    files = [
        path for name in _FOLDERS for path in (root / name).rglob("*") if path.suffix in (".md", ".yaml")
    ]
    files += [path for path in root.glob("*.yaml") if path.name != "stripping.yaml"]
    texts = {path: frozenset(_ORDINARY.findall(path.read_text(encoding="utf-8"))) for path in files}
    found = Counter(word for words in texts.values() for word in words)
    prose = frozenset(word for path, words in texts.items() if path.suffix == ".md" for word in words)
    return prose | {word for word, count in found.items() if count > 1}
