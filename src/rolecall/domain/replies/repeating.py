"""Tells a question that is said again."""

from rolecall.domain.words import content_words, words_of

_SAME = 0.8
"""Share of each other's words that a question and a sentence that repeats it must hold."""


def repeats(said: str, question: str) -> bool:
    """Whether a sentence is a question said again, as a whole or with little changed."""
    own, theirs = words_of(said), words_of(question)
    if not own or not theirs:
        return False
    if own == theirs:
        return True
    few, many = frozenset(theirs), frozenset(own)
    shared = len(few & many)
    meant = content_words(question)
    held = meant and len(meant & content_words(said)) >= _SAME * len(meant)
    return bool(held) and shared >= _SAME * len(few) and shared >= _SAME * len(many)
