"""Utterances with the intent of each, by voice and language: knowledge/evals/intents/."""

from pathlib import Path
from typing import Literal, NamedTuple

from rolecall.content.files import ROOT, load_folder
from rolecall.domain.moves import Move
from rolecall.domain.values import Value

_BREAK = " // "


class _Batch(Value):
    voice: str
    language: str = ""
    said: dict[Move, str]
    """An utterance a line."""


class _Batches(Value):
    half: Literal["tuned", "kept"]
    language: str
    """Of the batches that do not name one."""
    batches: tuple[_Batch, ...]


class Utterance(NamedTuple):
    text: str
    move: Move
    voice: str
    language: str
    half: str


def intent_cases(root: Path = ROOT) -> tuple[Utterance, ...]:
    """In the order of files, batches, intents and lines."""
    files = load_folder(root / "knowledge" / "evals" / "intents", _Batches)
    return tuple(
        Utterance(
            line.strip().replace(_BREAK, "\n"),
            move,
            batch.voice,
            batch.language or one.language,
            one.half,
        )
        for one in files.values()
        for batch in one.batches
        for move, lines in batch.said.items()
        for line in lines.strip().splitlines()
    )
