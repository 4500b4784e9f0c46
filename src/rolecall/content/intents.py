"""knowledge/intents.yaml and knowledge/settings_help.yaml as checked values."""

from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.intents.rules import IntentRules
from rolecall.domain.intents.settings_help import SettingsHelp


def load_intents(root: Path = ROOT) -> IntentRules:
    return load_yaml(root / "knowledge" / "intents.yaml", IntentRules)


def load_settings_help(root: Path = ROOT) -> SettingsHelp:
    return load_yaml(root / "knowledge" / "settings_help.yaml", SettingsHelp)
