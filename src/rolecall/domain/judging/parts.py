"""Cuts an answer into the parts that are weighed: sentences, and the clauses of long ones."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word
from rolecall.domain.reading.text import sentences

LONG = 26
"""Words above which a sentence is cut at its joints."""
SHORT = 7
"""Words that a part keeps at least, so that a clause is not torn from its verb."""
MOST = 400
"""Parts of an answer that are weighed; an answer that long has said what it has to say."""

_JOINT = re.compile(
    r"[;\u2013\u2014:]\s|\s-{1,2}\s|,?\s(?=(?:and|but|so|because|since|which|then|while|whereas)\s)|,\s"
)


class Part(NamedTuple):
    """answer[start:end], its words, and the number of the sentence it belongs to."""

    start: int
    end: int
    words: tuple[Word, ...]
    sentence: int


@lru_cache(maxsize=32)
def parts(answer: str) -> tuple[Part, ...]:
    """The parts in order, at most MOST; offsets are code points of `answer`."""
    found: list[Part] = []
    for number, span in enumerate(sentences(answer)):
        found += (
            Part(start, end, some, number)
            for start, end, some in _cut(answer, span.words, span.start, span.end)
        )
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _cut(
    answer: str, words: tuple[Word, ...], start: int, end: int
) -> Iterator[tuple[int, int, tuple[Word, ...]]]:
    """The sentence whole where it is short; else in clauses of at least SHORT words."""
    first = 0
    if len(words) > LONG:
        for joint in _JOINT.finditer(answer, start, end):
            last = first
            while last < len(words) and words[last].end <= joint.start() + 1:
                last += 1
            if last - first >= SHORT and len(words) - last >= SHORT:
                yield words[first].start, words[last - 1].end, words[first:last]
                first = last
    if first < len(words):
        yield (words[first].start if first else start), end, words[first:]
