"""How much of one text stands in another, by runs of words: what was copied rather than said."""

from collections.abc import Iterable

from rolecall.domain.reading.phrases import words
from rolecall.domain.words import words_of

_RUN = 4
"""Words that in a row are no accident."""


def held_in(text: str, sources: Iterable[str]) -> float:
    """The largest share of a text's runs of words that one of the sources holds, 0 to 1."""
    return max((_share(text, source) for source in sources), default=0.0)


def held_of(sources: Iterable[str], text: str) -> float:
    """The largest share of a source's runs of words that the text holds, 0 to 1."""
    return max((_share(source, text) for source in sources), default=0.0)


def without(text: str, source: str, least: int) -> str:
    """The text with blanks where at least so many words in a row stand in the source; offsets hold."""
    said, given = words(text), [word.text for word in words(source)]
    runs = {tuple(given[at : at + least]) for at in range(len(given) - least + 1)}
    for at in range(len(said) - least + 1):
        if tuple(word.text for word in said[at : at + least]) in runs:
            start, end = said[at].start, said[at + least - 1].end
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _share(text: str, source: str) -> float:
    own = _runs(text)
    return len(own & _runs(source)) / len(own) if own else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(text)
    if len(words) <= _RUN:
        return frozenset([tuple(words)] if words else [])
    return frozenset(tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
