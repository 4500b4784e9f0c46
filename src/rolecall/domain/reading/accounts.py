"""Tells whether a text reads as an account of what its writer went through, by the words it is made of."""

from collections.abc import Sequence
from math import sqrt

from rolecall.domain.patterns import AccountWords
from rolecall.domain.reading.sections import Placed

_NUMBER = "#"


def account(sentences: Sequence[Placed], known: AccountWords) -> float:
    """Above 0 where the words are those of an account; around -3 to 3, and the bias for an empty text."""
    different = different_words(sentences)
    told = sum(known.words.get(word, 0.0) for word in different)
    return known.bias + told / sqrt(max(1, len(different)))


def different_words(sentences: Sequence[Placed]) -> set[str]:
    """The words that are weighed, each once; all numbers are one."""
    return {_NUMBER if word.text[:1].isdigit() else word.text for one in sentences for word in one.words}
