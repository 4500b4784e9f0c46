"""Tells what a text is: an ad, a recruiter's message, a reply, a report, a CV, a paper or a note."""

from collections.abc import Sequence

from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.topics import MarkerBook
from rolecall.domain.roles import SourceKind

_SHORT = 60
"""Words; below it a text without any mark of a kind is a note."""


class Kinds:
    """The marks of each kind, ready to be found."""

    def __init__(self, patterns: Patterns) -> None:
        self._marks = patterns.kinds
        self._book = MarkerBook(patterns.kinds, patterns.groups)

    def detect(self, sentences: Sequence[Placed]) -> SourceKind:
        """The kind with the most weight, per sentence and mark counted once; long plain texts are ads."""
        scores = dict.fromkeys(SourceKind, 0.0)
        for sentence in sentences:
            for index in {hit.entry for hit in self._book.find(sentence)}:
                mark = self._marks[index]
                if not mark.headings or len(sentence.words) <= 4:
                    scores[mark.kind] += mark.weight
        best = max(SourceKind, key=lambda kind: scores[kind])
        if scores[best] < 1:
            few = sum(len(sentence.words) for sentence in sentences) < _SHORT
            return SourceKind.NOTE if few else SourceKind.AD
        return best
