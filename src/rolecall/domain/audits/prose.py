"""Loops told in sentences: where the talk of one round ends and that of the next begins."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import NamedTuple

from rolecall.domain.audits.durations import lengths
from rolecall.domain.audits.vocabulary import Vocabulary
from rolecall.domain.reading.phrases import Word, words
from rolecall.domain.reading.text import sentences

Region = tuple[int, int]
_CUT = re.compile(
    r"[,;:+]\s|\s(?:and|then|plus)\s(?=(?:an?|the|one|two|three|finally|then|round|stage|step|\d)\b)|\sfollowed\sby\s|\s[\u2013\u2014-]\s|\u2192|->|=>|>"
)
_ONSET = 7
"""Words at the beginning of a part in which an article or a count makes it a round of its own."""
_TELLING = 5
"""Words."""


class Part(NamedTuple):
    """A stretch of a sentence, and what it holds."""

    start: int
    end: int
    opens_sentence: bool
    kind: bool
    noun: bool
    length: bool
    sequence: bool
    article: bool
    telling: bool
    """It says more than a length."""
    listed: bool
    """It ends with a colon: what follows is a list, this is its heading."""

    @property
    def measures(self) -> bool:
        """It gives a length and names nothing."""
        return self.length and not (self.kind or self.noun or self.begins)

    @property
    def begins(self) -> bool:
        """Whether a new round is told of from here on."""
        if not (self.kind or self.noun):
            return self.length and self.telling and (self.article or self.sequence)
        if self.opens_sentence:
            return self.length or self.sequence
        return self.length or self.sequence or (self.article and (self.kind or self.noun))


def rounds_in(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Region, ...]:
    """The stretch of each round in running text, in order; a heading of a list is none."""
    found: list[list[Part]] = []
    listing = False
    parts = list(_parts(text, start, end, vocabulary))
    for part, after in zip_longest(parts, parts[1:]):
        if vocabulary.not_rounds.find(words(text, part.start, part.end)) and not part.length:
            if part.opens_sentence:
                found.append([])
            continue
        listing = part.listed or (listing and not part.opens_sentence)
        # "Coding, 60 min": the length stands behind the comma.
        timed = part.kind and after is not None and after.measures and not after.opens_sentence
        if part.begins or timed or (listing and part.kind and not part.opens_sentence):
            found.append([part])
        elif found and found[-1]:
            found[-1].append(part)
    return tuple(
        (some[0].start, some[-1].end) for some in found if some and not (some[0].listed and len(some) == 1)
    )


def _parts(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Part]:
    for span in sentences(text[start:end], vocabulary.rules.joined_names):
        left, right = start + span.start, start + span.end
        cuts = [left, *_cuts(text, left, right), right]
        for at, (begin, stop) in enumerate(pairwise(cuts)):
            found = words(text, begin, stop)
            if found:
                yield _part(text, (begin, stop), found, vocabulary, opens=at == 0)


def _part(text: str, region: Region, found: tuple[Word, ...], vocabulary: Vocabulary, *, opens: bool) -> Part:
    loop = vocabulary.rules.loop
    onset = [word.text for word in found[:2]] if not opens else []
    return Part(
        start=region[0],
        end=region[1],
        opens_sentence=opens,
        kind=bool(vocabulary.kinds(found)),
        noun=bool(vocabulary.nouns.find(found)),
        length=bool(lengths(text, *region, loop)),
        sequence=bool(vocabulary.sequence.find(found[:_ONSET])),
        article=any(word in loop.articles for word in onset),
        telling=len(found) >= _TELLING,
        listed=text[region[0] : region[1]].rstrip().endswith(":"),
    )


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence may be cut: outside brackets, after a sign or before an `and`."""
    depth, inside = 0, set[int]()
    for at in range(start, end):
        depth += (text[at] in "([") - (text[at] in ")]" and depth > 0)
        if depth:
            inside.add(at)
    for match in _CUT.finditer(text, start, end):
        if match.start() not in inside:
            yield match.end() if text[match.start()] in ",;:+" else match.start()
