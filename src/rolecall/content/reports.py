"""Loads knowledge/reports.yaml: the words by which interviews are told."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml, shown
from rolecall.domain.planning import LoopRules
from rolecall.domain.reading.phrases import Book, PhraseError, parse, words
from rolecall.domain.reports.wording import ReportMarker, ReportWords
from rolecall.ports import ContentError

Groups = Mapping[str, Sequence[str]]


def load_reports(root: Path = ROOT / "knowledge") -> ReportWords:
    """Raises ContentError naming file, entry and field: an unreadable phrase, an example that is missed."""
    path = root / "reports.yaml"
    loaded = load_yaml(path, ReportWords)
    faults = list(_faults(loaded))
    if faults:
        raise ContentError("; ".join(f"{shown(path)}: {fault}" for fault in faults))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return loaded.model_copy(update={"digest": digest})


def load_loops(root: Path = ROOT / "knowledge") -> LoopRules:
    """The usual loops of each track, which a report is compared with."""
    return load_yaml(root / "loops.yaml", LoopRules)


def _faults(loaded: ReportWords) -> Iterator[str]:
    groups = loaded.groups
    for name, phrases in loaded.cues:
        yield from _unreadable(f"cues.{name}", phrases, groups)
    lists: dict[str, Sequence[ReportMarker]] = {
        "kinds": loaded.kinds,
        "work": loaded.work,
        "remarks": loaded.remarks,
        "pledges": loaded.pledges,
        "pitches": loaded.pitches,
    }
    for field, markers in lists.items():
        ids = [marker.id for marker in markers]
        yield from (
            f"field {field!r}: id {one!r} is used twice" for one in {i for i in ids if ids.count(i) > 1}
        )
        for marker in markers:
            yield from _of_marker(f"{field}.{marker.id}", marker, groups)


def _of_marker(where: str, marker: ReportMarker, groups: Groups) -> Iterator[str]:
    unreadable = [
        *_unreadable(f"{where}.any", marker.any, groups),
        *_unreadable(f"{where}.unless", marker.unless, groups),
    ]
    yield from unreadable
    if unreadable:
        return
    book = Book.of([marker.any], groups)
    for example in marker.examples:
        if not book.find(words(example)):
            yield f"field '{where}.examples': the marker does not match its own example {example!r}"
    barred = Book.of([marker.unless], groups)
    for example in marker.counter:
        found = words(example)
        if book.find(found) and not barred.find(found):
            yield f"field '{where}.counter': the marker matches its counter-example {example!r}"


def _unreadable(field: str, phrases: Sequence[str], groups: Groups) -> Iterator[str]:
    for phrase in phrases:
        try:
            parse(phrase, groups)
        except PhraseError as error:
            yield f"field {field!r}: {error}"
