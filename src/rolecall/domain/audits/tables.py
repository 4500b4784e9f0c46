"""Loops told as a table: Markdown, tabs, semicolons, or comma-separated lines with a header."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rolecall.domain.audits.durations import bare, lengths
from rolecall.domain.audits.lines import Line
from rolecall.domain.audits.rules import LoopWords
from rolecall.domain.audits.vocabulary import Vocabulary
from rolecall.domain.reading.phrases import words

Region = tuple[int, int]
_SIGNS = ("|", "\t", ";", ",")
_MOST_CELLS = 12
_LENGTH = 14
"""Characters of a cell that holds a length."""


class Row(NamedTuple):
    """A line of a table, with what its columns are."""

    line: Region
    cells: Mapping[str, Region]
    """By label: name, minutes, interviewers, scored, detail."""


def rows(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Row, ...]:
    """The rows of the first table that holds at least one round; empty where the text has none."""
    for sign in _SIGNS:
        some = [(line, _cells(text, line.start, line.end, sign)) for line in lines if not line.blank]
        some = [(line, cells) for line, cells in some if not _ruled(text, line.start, line.end)]
        for at, (_, head) in enumerate(some):
            labels = [_label(text, cell, vocabulary.rules.loop) for cell in head]
            named = {label for label in labels if label}
            if len(head) < 2 or len(named) < 2 or "name" not in (labels[0], *named):
                continue
            below = _below(some[at + 1 :], len(head))
            if below:
                return tuple(_row(line, cells, labels) for line, cells in below)
        bars = sign in "|\t"
        untitled = [one for one in some if len(one[1]) >= (2 if bars else 3)]
        even = len(untitled) >= 2 and len({len(cells) for _, cells in untitled}) == 1
        # Commas and semicolons stand in lists too: there every line has to be a row with a length.
        sure = bars or (
            len(untitled) == len(some)
            and not any(line.marker for line, _ in some)
            and all(_timed(text, cells, vocabulary.rules.loop) for _, cells in some)
        )
        if even and sure:
            return tuple(_guessed(text, line, cells, vocabulary) for line, cells in untitled)
    return ()


def _timed(text: str, cells: Sequence[Region], loop: LoopWords) -> bool:
    """Whether one of the cells after the first is a length and nothing else."""
    short = [cell for cell in cells[1:] if cell[1] - cell[0] <= _LENGTH]
    return any(bare(text, *cell) or lengths(text, *cell, loop) for cell in short)


def _below(some: Sequence[tuple[Line, list[Region]]], columns: int) -> list[tuple[Line, list[Region]]]:
    """The lines under a header that have about its number of cells; the first that has not ends the table."""
    taken = []
    for line, cells in some:
        if not 2 <= len(cells) <= columns + 1:
            break
        taken.append((line, cells))
    return taken


def _row(line: Line, cells: Sequence[Region], labels: Sequence[str]) -> Row:
    named: dict[str, Region] = {}
    for label, cell in zip(labels, cells, strict=False):
        if label:
            named.setdefault(label, cell)
    if len(cells) > len(labels):
        # A comma in the last column that nobody quoted.
        last = labels[-1]
        named[last] = (named[last][0], cells[-1][1]) if last in named else cells[-1]
    named.setdefault("name", cells[0])
    return Row((line.start, line.end), named)


def _guessed(text: str, line: Line, cells: Sequence[Region], vocabulary: Vocabulary) -> Row:
    """A row without a header: the columns by what stands in them."""
    named: dict[str, Region] = {"name": cells[0]}
    for cell in cells[1:]:
        if lengths(text, *cell, vocabulary.rules.loop) or text[slice(*cell)].strip().isdigit():
            named.setdefault("minutes", cell)
        elif vocabulary.people.find(words(text, *cell)):
            named.setdefault("interviewers", cell)
        else:
            named.setdefault("scored", cell)
    return Row((line.start, line.end), named)


def _label(text: str, cell: Region, loop: LoopWords) -> str:
    said = " ".join(text[slice(*cell)].lower().strip(" *_:?\"'").split())
    for label, names in loop.labels.items():
        if said in names:
            return label
    return ""


def _ruled(text: str, start: int, end: int) -> bool:
    return not any(letter.isalnum() for letter in text[start:end])


def _cells(text: str, start: int, end: int, sign: str) -> list[Region]:
    """The cells of a line; signs between double quotes do not cut."""
    cuts, quoted = [start - 1], False
    for at in range(start, end):
        if text[at] == '"':
            quoted = not quoted
        elif text[at] == sign and not quoted:
            cuts.append(at)
    if len(cuts) > _MOST_CELLS + 2:
        return []
    cuts.append(end)
    cells = [(left + 1, right) for left, right in pairwise(cuts)]
    if sign == "|":
        # The bars at the edges of a Markdown row open and close no cell.
        while cells and not text[slice(*cells[0])].strip():
            cells.pop(0)
        while cells and not text[slice(*cells[-1])].strip():
            cells.pop()
    return cells
