"""Which words are shown for a phrase that was found: the longest, and to the end of their thought."""

from collections.abc import Iterator, Sequence

from rolecall.domain.reading.namewords import listed
from rolecall.domain.reading.phrases import Hit, Word
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.topics import MarkerBook

SHOWN = 12
"""Phrases of a sort that are shown at most."""
_FURTHER = 6
"""Words by which a phrase may be told further, to the end of its clause."""
_ENDS = ',.;:!?()\u2013\u2014"\u201c\u201d\u2022\n'
_PARTS = listed(
    """
    and but so because which who whom we i i'd i'm if when while where as or would could since though
    """
)
"""Words that open another thought."""
_HANGING = listed(
    """
    a an the your our his her their this that these those of for to at in on with by from into is are was
    were be looks look seems seem very really so quite great perfect ideal excellent strong amazing fantastic
    natural impressive outstanding remarkable exceptional stellar fascinating incredible unique cutting
    bleeding edge like such how about across any
    """
)
"""Words after which a thought is not at its end."""


def phrases(text: str, placed: Sequence[Placed], book: MarkerBook, *, whole: bool = False) -> tuple[str, ...]:
    """The exact words that matched, each once, the longest of those that overlap.

    `whole` tells short phrases to the end of their clause.
    """
    found: dict[str, str] = {}
    for one in placed:
        for first, last in _longest(book.find(one), text, one.words, whole=whole):
            shown = text[one.words[first].start : one.words[last - 1].end]
            found.setdefault(" ".join(shown.lower().split()), shown)
    return tuple(found.values())[:SHOWN]


def _longest(
    hits: Sequence[Hit], text: str, words: Sequence[Word], *, whole: bool
) -> Iterator[tuple[int, int]]:
    """Stretches that do not overlap, in the order of the text."""
    stretches = {(hit.first, _told(text, words, hit.last) if whole else hit.last) for hit in hits}
    kept: list[tuple[int, int]] = []
    for first, last in sorted(stretches, key=lambda one: (one[0] - one[1], one)):
        if all(last <= other[0] or first >= other[1] for other in kept):
            kept.append((first, last))
    yield from sorted(kept)


def _told(text: str, words: Sequence[Word], last: int) -> int:
    """Where the clause ends, if that is near; else where a phrase that hangs in the air is complete."""
    end = last
    while end < len(words) and not _parts(text, words, end):
        end += 1
    if end - last <= _FURTHER:
        while end > last and words[end - 1].text in _HANGING:
            end -= 1
        return end
    end = last
    while end < last + _FURTHER and words[end - 1].text in _HANGING:
        end += 1
    return end if words[end - 1].text not in _HANGING else last


def _parts(text: str, words: Sequence[Word], n: int) -> bool:
    """Whether another thought opens at word n."""
    between = text[words[n - 1].end : words[n].start]
    return words[n].text in _PARTS or any(sign in _ENDS for sign in between)
