"""Loads knowledge/mail.yaml: the sentences around the questions of an email."""

from pathlib import Path

from rolecall.content.files import load_yaml
from rolecall.domain.phrases import MailPhrases


def load_phrases(root: Path) -> MailPhrases:
    """Reads `mail.yaml` of the folder knowledge/; raises ContentError naming path and field."""
    return load_yaml(root / "mail.yaml", MailPhrases)
