"""Quotes of a report: verbatim, whole sentences where they are short enough."""

from rolecall.domain.reports.pieces import Told
from rolecall.domain.reports.values import Stretch

LONGEST = 220
"""Characters of a quote; a longer sentence is quoted around the words that count."""
_AROUND = 60


def told_at(text: str, source: str, sentence: Told, start: int, end: int) -> Stretch:
    """The words from `start` to `end` with as much of their sentence as makes a readable quote."""
    if sentence.guarded:
        return Stretch(quote=text[start:end], start=start, end=end, source=source)
    if sentence.end - sentence.start <= LONGEST:
        start, end = sentence.start, sentence.end
        if text[end : end + 1] in ".!?":
            end += 1
        return Stretch(quote=text[start:end], start=start, end=end, source=source)
    inside = [word for word in sentence.words if start - _AROUND <= word.start and word.end <= end + _AROUND]
    start, end = inside[0].start, inside[-1].end
    if end - start > 2 * LONGEST:
        end = max((word.end for word in inside if word.end - start <= 2 * LONGEST), default=end)
    return Stretch(quote=text[start:end], start=start, end=end, source=source)
