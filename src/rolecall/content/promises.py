"""Loads what the promise ledger knows: knowledge/promises.yaml."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.content.replies import load_replies
from rolecall.domain.patterns import PhraseFile, SectionFile, WordsFile
from rolecall.domain.promises.rules import Bar, ClaimWords, PromiseRules, PromiseWords, Shift
from rolecall.domain.reading.phrases import Book, PhraseError, parse, words
from rolecall.ports import ContentError


def load_promises(root: Path = ROOT / "knowledge") -> PromiseRules:
    """Raises ContentError naming file and field.

    For what does not fit the schema, a phrase that cannot be read, a bar or shift without wording, and a
    claim that misses one of its own examples or matches a counter-example.
    """
    return _loaded(root)


@cache
def _loaded(root: Path) -> PromiseRules:
    path = root / "promises.yaml"
    wording = load_yaml(path, PromiseWords)
    faults = [*_missing(wording), *_unreadable(wording)]
    faults = faults or [fault for claim in wording.claims for fault in _unproven(claim, wording.groups)]
    if faults:
        raise ContentError(f"{shown(path)}: " + "; ".join(faults))
    patterns = root / "patterns"
    return PromiseRules(
        **dict(wording),
        shapes=load_replies(root).shapes,
        section_file=load_yaml(patterns / "sections.yaml", SectionFile),
        section_groups=load_yaml(patterns / "words.yaml", WordsFile).groups,
        commands=load_yaml(patterns / "injection.yaml", PhraseFile).markers,
    )


def _missing(wording: PromiseWords) -> Iterator[str]:
    for field, given, wanted in (
        ("bars", set(wording.bars), set(get_args(Bar))),
        ("shifts", set(wording.shifts), set(get_args(Shift))),
    ):
        if given != wanted:
            yield f"field {field!r}: {', '.join(sorted(wanted - given))} is missing"


def _unreadable(wording: PromiseWords) -> Iterator[str]:
    named: list[tuple[str, Sequence[str]]] = [("happened", wording.happened), ("hiring", wording.hiring)]
    named += [(f"bars.{name}", some) for name, some in wording.bars.items()]
    named += [(f"shifts.{name}", some) for name, some in wording.shifts.items()]
    for claim in wording.claims:
        named += [(f"claims.{claim.id}.any", claim.any), (f"claims.{claim.id}.unless", claim.unless)]
    for field, phrases in named:
        for phrase in phrases:
            try:
                parse(phrase, wording.groups)
            except PhraseError as error:
                yield f"field {field!r}: {error}"


def _unproven(claim: ClaimWords, groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    book, barred = Book.of([claim.any], groups), Book.of([claim.unless], groups)
    for field, sentences, wanted in (("examples", claim.examples, True), ("counter", claim.counter, False)):
        for sentence in sentences:
            found = words(sentence)
            if (bool(book.find(found)) and not barred.find(found)) is not wanted:
                says = "does not match its own example" if wanted else "matches its counter-example"
                yield f"field 'claims.{claim.id}.{field}': the claim {says} {sentence!r}"
