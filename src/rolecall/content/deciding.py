"""Loads the answers that may come: knowledge/deciding.yaml."""

from functools import cache
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.deciding.rules import DecidingRules


@cache
def load_deciding(root: Path = ROOT / "knowledge") -> DecidingRules:
    """Raises ContentError naming file and field."""
    return load_yaml(root / "deciding.yaml", DecidingRules)
