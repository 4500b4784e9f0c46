"""Loads knowledge/speech.yaml: what counts as a filler word in a spoken answer."""

from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.speech import SpeechWords


def load_speech(root: Path = ROOT / "knowledge") -> SpeechWords:
    """Raises ContentError naming file and field."""
    return load_yaml(root / "speech.yaml", SpeechWords)
