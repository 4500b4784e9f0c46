"""Loads what plans are made of: knowledge/plans.yaml."""

from functools import cache
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.content.guides import load_guides
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.reading.phrases import PhraseError, parse
from rolecall.ports import ContentError


@cache
def load_plans(root: Path = ROOT / "knowledge") -> PlanRules:
    """Raises ContentError naming file and field: an unreadable phrase, a guide section that is not there."""
    path = root / "plans.yaml"
    rules = load_yaml(path, PlanRules)
    for field, phrases in rules.phrases():
        for phrase in phrases:
            try:
                parse(phrase, {})
            except PhraseError as error:
                raise ContentError(f"{shown(path)}: field {field!r}: {error}") from error
    known = {section.id for guide in load_guides(root) for section in guide.sections}
    lost = [guide for guide in rules.guides() if guide not in known]
    if lost:
        raise ContentError(f"{shown(path)}: no guide section {lost[0]!r}; name one of knowledge/guides.")
    return rules
