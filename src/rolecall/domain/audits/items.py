"""Loops told as items: bullets, numbers, headings, times, or lines; stages with items of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rolecall.domain.audits.durations import Length, lengths
from rolecall.domain.audits.lines import Line
from rolecall.domain.audits.prose import rounds_in
from rolecall.domain.audits.vocabulary import Vocabulary
from rolecall.domain.reading.phrases import words
from rolecall.domain.reading.text import WRAPPED

Region = tuple[int, int]
_LONG_LINE = 90
"""Characters; where half of the lines are longer, or one goes on in the next, the text is prose."""
_ROUND_LENGTH = 90
"""Minutes; what is longer and has items with times of their own is a day, not a round."""
_FIRM = ("number", "stage", "clock", "day", "heading1", "heading2", "heading3")
"""Marked so, a line among rounds is one too, whatever it says."""


_NO_LINE = Line(0, 0, 0, 0, "")


@dataclass
class Item:
    """A marked line, the lines told under it, and the items under those."""

    line: Line
    details: list[Line] = field(default_factory=list)
    under: list["Item"] = field(default_factory=list)


class Items:
    """Reads the items of one text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary

    def rounds(self, lines: Sequence[Line]) -> tuple[Region, ...]:
        """The stretch of each round; empty where the text is no list."""
        marked = [line for line in lines if line.marker and not line.blank]
        marked = sorted([*marked, *self._beside(lines)]) if marked else []
        if len(marked) < 2 and not self._telling(marked):
            marked = self._plain(lines)
            if len(marked) < 2:
                return ()
        tops = self._tree(lines, {line.start for line in marked})
        firm = sum(self._round_like(item) for item in tops) * 2 >= len(tops)
        return tuple(region for item in tops for region in self._of(item, firm=firm))

    def _beside(self, lines: Sequence[Line]) -> list[Line]:
        """Lines without marks among marked ones that stand alone and tell of a timed round."""
        alone = [line for before, line in pairwise((_NO_LINE, *lines)) if before.blank and not line.marker]
        return [
            line
            for line in alone
            if not line.blank
            and line.end - line.start <= _LONG_LINE
            and self._length(line)
            and (self._kind(line) or self._noun(line))
        ]

    def _telling(self, marked: Sequence[Line]) -> bool:
        return any(self._length(line) and self._kind(line) for line in marked)

    def _plain(self, lines: Sequence[Line]) -> list[Line]:
        """Lines without marks that each tell of a round."""
        told = [line for line in lines if not line.blank]
        if self._running(told):
            return []
        some = [line for line in told if self._length(line) and (self._kind(line) or self._noun(line))]
        timed = [line for line in told if self._length(line)]
        if some and len(timed) == len(told):
            return timed
        if len(some) < 2 or len(some) * 2 < len(told):
            some = [line for line in told if self._kind(line) and not self._prose(line)]
        return some if len(some) * 2 >= len(told) else []

    def _running(self, told: Sequence[Line]) -> bool:
        long = sum(line.end - line.start > _LONG_LINE for line in told)
        goes_on = any(
            line.end - line.start >= WRAPPED
            and self._text[after.body].islower()
            and self._text[line.end - 1] not in ".!?:;"
            for line, after in pairwise(told)
        )
        # Long lines that each give a length of their own are a list all the same.
        timed = sum(self._length(line) is not None for line in told)
        return goes_on or (long * 2 >= len(told) and (len(told) < 2 or timed < len(told)))

    def _prose(self, line: Line) -> bool:
        return self._text[line.end - 1] in ".,;" and len(words(self._text, line.start, line.end)) > 8

    def _tree(self, lines: Sequence[Line], marked: set[int]) -> list[Item]:
        tops: list[Item] = []
        open_items: list[Item] = []
        gap = False
        for line in lines:
            if line.blank:
                gap = True
                continue
            if line.start not in marked:
                holder = open_items[-1] if open_items else None
                if holder and (not gap or line.indent > holder.line.indent or self._holds_on(holder)):
                    holder.details.append(line)
                elif gap and holder:
                    open_items = []
                gap = False
                continue
            gap = False
            while open_items and not _inside(line, open_items):
                open_items.pop()
            item = Item(line)
            (open_items[-1].under if open_items else tops).append(item)
            open_items.append(item)
        return tops

    def _holds_on(self, item: Item) -> bool:
        """What stands under a heading belongs to it across empty lines; under a bullet it does not."""
        return item.line.marker.startswith(("heading", "stage", "bold"))

    def _of(self, item: Item, *, firm: bool) -> Iterator[Region]:
        if item.under and self._holds_rounds(item):
            half = sum(self._round_like(one) for one in item.under) * 2 >= len(item.under)
            for one in item.under:
                yield from self._of(one, firm=half)
            return
        if not self._round_like(item) and not (firm and item.line.marker in _FIRM):
            return
        if self._no_round(item):
            return
        several = rounds_in(self._text, item.line.body, item.line.end, self._vocabulary)
        timed = [region for region in several if lengths(self._text, *region, self._vocabulary.rules.loop)]
        if len(timed) >= 2 and len(timed) == len(several) and item.line.marker != "clock":
            yield from several
            return
        yield item.line.start, self._last(item)

    def _holds_rounds(self, item: Item) -> bool:
        """Whether the items under one are rounds of a stage, and not what is told of one round."""
        told = [one for one in item.under if self._round_like(one)]
        own, inner = self._length(item.line), [length for one in told if (length := self._length(one.line))]
        if any(self._labelled(one.line) for one in item.under) or len(told) * 2 < len(item.under):
            return False
        if own and inner and own.minutes <= _ROUND_LENGTH:
            return sum(length.minutes for length in inner) > own.minutes
        return bool(inner) or not (own or self._kind(item.line))

    def _round_like(self, item: Item) -> bool:
        return bool(
            self._length(item.line)
            or self._kind(item.line)
            or self._noun(item.line)
            or any(self._length(line) for line in item.details)
            or any(self._round_like(one) for one in item.under)
        )

    def _no_round(self, item: Item) -> bool:
        """Travel, decisions, a word of the writer: told in the list, and no round."""
        line = item.line
        return bool(
            self._vocabulary.not_rounds.find(words(self._text, line.body, line.end))
        ) and not self._length(line)

    def _last(self, item: Item) -> int:
        ends = [item.line.end, *(line.end for line in item.details), *(self._last(one) for one in item.under)]
        return max(ends)

    def _labelled(self, line: Line) -> bool:
        head, colon, _ = self._text[line.body : line.end].partition(":")
        names = self._vocabulary.rules.loop.labels
        said = " ".join(head.lower().strip(" *_").split())
        return bool(colon) and any(said in names[label] for label in names if label != "name")

    def _length(self, line: Line) -> Length | None:
        start = line.start if line.marker == "clock" else line.body
        return next(iter(lengths(self._text, start, line.end, self._vocabulary.rules.loop)), None)

    def _kind(self, line: Line) -> bool:
        return bool(self._vocabulary.kinds(words(self._text, line.body, line.end)))

    def _noun(self, line: Line) -> bool:
        return bool(self._vocabulary.nouns.find(words(self._text, line.body, line.end)))


def _inside(line: Line, open_items: Sequence[Item]) -> bool:
    """Whether a marked line stands under the last open item and beside none of the open ones."""
    if any(item.line.key == line.key for item in open_items):
        return False
    last = open_items[-1].line
    if last.marker.startswith("heading") and line.marker.startswith("heading"):
        return line.marker > last.marker
    return line.indent >= last.indent and not line.marker.startswith("heading")
