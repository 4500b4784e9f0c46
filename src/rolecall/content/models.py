"""Loads the models that serve on a laptop: knowledge/models.yaml."""

from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.local_models import LocalModels


def load_local_models(root: Path = ROOT / "knowledge") -> LocalModels:
    """Raises ContentError naming file and field."""
    return load_yaml(root / "models.yaml", LocalModels)
