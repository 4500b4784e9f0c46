"""Tells what a text is: an ad, a recruiter's message, a reply, a report, a CV, a paper or a note."""

from collections.abc import Sequence

from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.topics import MarkerBook
from rolecall.domain.roles import SourceKind

_SHORT = 60
"""Words; below it a text without any mark of a kind is a note."""


_QUOTING = 2.5
"""Weight of lines that quote a mail above or below own ones: the mark of a reply."""
_ASKING = 2.0
"""Weight of a text that speaks of itself and asks: the mark of a note."""
_QUESTION = 3.0
"""Weight of a question that stands alone, whatever it asks about."""
_SINGLE = 2
"""Sentences."""
_OF_ONESELF = frozenset(["i", "my", "me", "i'm", "i've", "i'd", "mine"])
_OFTEN = 3


class Kinds:
    """The marks of each kind, ready to be found."""

    def __init__(self, patterns: Patterns) -> None:
        self._marks = patterns.kinds
        self._book = MarkerBook(patterns.kinds, patterns.groups)

    def detect(self, sentences: Sequence[Placed], text: str) -> SourceKind:
        """The kind with the most weight, per sentence and mark counted once; long plain texts are ads."""
        scores = dict.fromkeys(SourceKind, 0.0)
        for sentence in sentences:
            for index in {hit.entry for hit in self._book.find(sentence)}:
                mark = self._marks[index]
                if not mark.headings or len(sentence.words) <= 4:
                    scores[mark.kind] += mark.weight
        if _quotes(text):
            scores[SourceKind.REPLY] += _QUOTING
        if _asks(sentences, text):
            scores[SourceKind.NOTE] += _ASKING
        if len(sentences) <= _SINGLE and text.rstrip().endswith("?") and not scores[SourceKind.MESSAGE]:
            scores[SourceKind.NOTE] += _QUESTION
        best = max(SourceKind, key=lambda kind: scores[kind])
        if scores[best] < 1:
            few = sum(len(sentence.words) for sentence in sentences) < _SHORT
            return SourceKind.NOTE if few else SourceKind.AD
        return best


def _quotes(text: str) -> bool:
    """Whether some lines quote a mail and others do not."""
    lines = [line.lstrip() for line in text.splitlines() if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    return 0 < quoted < len(lines)


def _asks(sentences: Sequence[Placed], text: str) -> bool:
    """Whether somebody asks for themselves."""
    own = sum(word.text in _OF_ONESELF for sentence in sentences for word in sentence.words)
    return own >= _OFTEN and text.rstrip().endswith("?")
