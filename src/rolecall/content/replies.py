"""Loads what the reader of replies knows: knowledge/replies.yaml."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.domain.patterns import PhraseFile, WordsFile
from rolecall.domain.reading.phrases import PhraseError, parse
from rolecall.domain.replies.deciding import Signs
from rolecall.domain.replies.rules import ReplyRules, ReplyWords, Sign
from rolecall.domain.replies.speaking import REACH, Idle
from rolecall.domain.replies.weights import ReplyWeights
from rolecall.domain.roles import Topic
from rolecall.ports import ContentError

_OF_ADS = "orders-a-verdict"
"""A marker of commands that replies are not searched for; they have their own `orders`."""


def load_replies(root: Path = ROOT / "knowledge") -> ReplyRules:
    """Raises ContentError naming file and field: an unreadable phrase, a sign or a topic without wording."""
    return _loaded(root)


@cache
def load_reply_weights(root: Path = ROOT / "knowledge") -> ReplyWeights:
    """What was fitted on the tuned cases, and what it told of each while its writer was held out."""
    path = root / "reply_weights.yaml"
    weights = load_yaml(path, ReplyWeights)
    for field, rows, length in (
        ("speaking.speaks", [weights.speaking.speaks], REACH),
        ("speaking.nothing", [weights.speaking.nothing], len(Idle._fields)),
        ("states", list(weights.states.values()), len(Signs._fields)),
    ):
        if any(len(row.by) != length for row in rows):
            raise ContentError(f"{shown(path)}: field {field!r} needs {length} weights a row; fit it again.")
    return weights


@cache
def _loaded(root: Path) -> ReplyRules:
    path = root / "replies.yaml"
    wording = load_yaml(path, ReplyWords)
    for field, phrases in _phrases(wording):
        fault = _fault(phrases, wording.groups)
        if fault:
            raise ContentError(f"{shown(path)}: field {field!r}: {fault}")
    for field, given, wanted in (
        ("signs", set(wording.signs), set(get_args(Sign))),
        ("subjects", set(wording.subjects), set(Topic)),
        ("airs", set(wording.airs), set(Topic)),
        ("meanings", set(wording.meanings), set(Topic)),
    ):
        if given != wanted:
            raise ContentError(
                f"{shown(path)}: field {field!r}: {', '.join(sorted(wanted - given))} is missing."
            )
    markers = load_yaml(root / "patterns" / "injection.yaml", PhraseFile).markers
    return ReplyRules(
        **dict(wording),
        # Orders about verdicts of ads are worded as people speak in replies: `I'm sorry to say that the ...`.
        commands=tuple(one for one in markers if one.id != _OF_ADS),
        command_groups=load_yaml(root / "patterns" / "words.yaml", WordsFile).groups,
    )


def _phrases(wording: ReplyWords) -> Iterator[tuple[str, Sequence[str]]]:
    yield from ((f"signs.{name}", some) for name, some in wording.signs.items())
    yield from ((f"subjects.{name}", some) for name, some in wording.subjects.items())
    yield "occasions", wording.occasions
    yield "orders", wording.orders
    yield from ((f"airs.{name}", some) for name, some in wording.airs.items())
    for aspect in wording.aspects:
        yield f"aspects.{aspect.id}.asked", aspect.asked
        yield f"aspects.{aspect.id}.told", aspect.told
    yield "back.requests", wording.back.requests
    yield "back.courtesies", wording.back.courtesies
    yield from ((f"back.kinds.{kind.id}", kind.any) for kind in wording.back.kinds)


def _fault(phrases: Sequence[str], groups: Mapping[str, Sequence[str]]) -> str:
    for phrase in phrases:
        try:
            parse(phrase, groups)
        except PhraseError as error:
            return str(error)
    return ""
