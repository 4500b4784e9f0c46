"""Loads what the built-in judge knows: knowledge/judging.yaml and knowledge/judging_weights.yaml."""

from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.domain.judgements import Manner
from rolecall.domain.judging.rules import SIGNS, JudgingRules, JudgingWords, WeightsFile
from rolecall.domain.reading.phrases import PhraseError, parse
from rolecall.ports import ContentError


def load_judging(root: Path = ROOT / "knowledge") -> JudgingRules:
    """Raises ContentError naming file and field: an unreadable phrase, an unknown sign or manner."""
    path = root / "judging.yaml"
    wording = load_yaml(path, JudgingWords)
    for field, lists in (
        ("signs", wording.signs),
        ("manners", wording.manners),
        ("remarks", dict(wording.remarks)),
    ):
        for name, phrases in lists.items():
            for phrase in phrases:
                try:
                    parse(phrase, {})
                except PhraseError as error:
                    raise ContentError(f"{shown(path)}: field '{field}.{name}': {error}") from error
    if set(wording.signs) != set(SIGNS):
        raise ContentError(f"{shown(path)}: field 'signs': give phrases for each of {', '.join(SIGNS)}.")
    strange = [name for name in wording.manners if name not in set(Manner)]
    if strange:
        raise ContentError(f"{shown(path)}: field 'manners': {strange[0]!r} is no manner of answer.")
    weights = load_weights(root).weights
    return JudgingRules(**dict(wording), weights=weights)


def load_weights(root: Path = ROOT / "knowledge") -> WeightsFile:
    """The weights in use, and those fitted without parts of the bank, for measuring."""
    return load_yaml(root / "judging_weights.yaml", WeightsFile)
