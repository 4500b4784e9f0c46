"""Says in which part of an ad each sentence stands: by headings, or by its shape where there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from rolecall.domain.patterns import SectionFile
from rolecall.domain.reading.phrases import Book, Word
from rolecall.domain.reading.text import Span
from rolecall.domain.roles import Section

HEADING_WORDS = 10


@dataclass(frozen=True)
class Placed:
    """A sentence with its section; `weight` is how much its heading lets it count."""

    start: int
    end: int
    words: tuple[Word, ...]
    section: Section
    weight: float
    heading: bool = False


class Sections:
    """The headings and shapes, ready to be found."""

    def __init__(self, file: SectionFile, groups: dict[str, tuple[str, ...]]) -> None:
        self._headings = file.headings
        self._shapes = file.shapes
        self._heading_book = Book.of([heading.any for heading in file.headings], groups)
        self._shape_book = Book.of([shape.any for shape in file.shapes], groups)
        self._unless = Book.of([shape.unless for shape in file.shapes], groups)

    def place(self, text: str, spans: Sequence[Span]) -> tuple[Placed, ...]:
        """Every span with its section, in order."""
        section, weight, under = Section.OTHER, 1.0, False
        placed: list[Placed] = []
        for span in spans:
            heading = self._heading(text, span)
            if heading is not None:
                section, weight = self._headings[heading].section, self._headings[heading].weight
                # "About the role" only half promises duties: the last word is the sentence's.
                under = weight == 1
                placed.append(Placed(span.start, span.end, span.words, section, weight, heading=True))
                continue
            own, own_weight = self._shape(span, section, under)
            placed.append(
                Placed(span.start, span.end, span.words, own, weight if own is section else own_weight)
            )
        return tuple(placed)

    def _heading(self, text: str, span: Span) -> int | None:
        count = len(span.words)
        if count > HEADING_WORDS or (text[span.end - 1] in ".;," and not span.colon):
            return None
        best: int | None = None
        for hit in self._heading_book.find(span.words):
            covers = (hit.last - hit.first) / count
            at_start = hit.first <= (2 if span.colon or covers >= 0.5 else 0)
            if at_start and (span.colon or covers >= 0.4) and (best is None or hit.entry < best):
                best = hit.entry
        return best

    def _shape(self, span: Span, section: Section, under: bool) -> tuple[Section, float]:
        hits = self._shape_book.find(span.words)
        if not hits:
            return section, 1.0
        barred = {hit.entry for hit in self._unless.find(span.words)}
        for hit in sorted(hits, key=lambda hit: hit.entry):
            shape = self._shapes[hit.entry]
            if hit.entry in barred or (shape.opens and hit.first > 0):
                continue
            # The first shape decides: it moves the sentence, or confirms that its heading holds.
            return (shape.section, 1.0) if shape.overrules or not under else (section, 1.0)
        return section, 1.0
