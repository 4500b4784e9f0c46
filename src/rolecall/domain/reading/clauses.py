"""Cuts a long sentence into its clauses: what one of them says is not said by the others."""

from bisect import bisect_right
from collections.abc import Sequence

from rolecall.domain.reading.phrases import Word

LONG = 15
"""Words; a sentence of more is read clause by clause where it points at several tracks."""
_LEAST = 3
"""Words of a clause; a shorter one belongs to the next: `train, test and ship models` is one thing."""
_JOINS = frozenset(["and", "or", "then", "but", "while", "plus", "as"])
_SIGNS = ",;()\u2013\u2014\u2022"


def clauses(text: str, words: Sequence[Word]) -> tuple[int, ...]:
    """The positions of the words that open a clause, the first of them 0."""
    opens = [0]
    for n in range(1, len(words)):
        if n - opens[-1] < _LEAST:
            continue
        between = text[words[n - 1].end : words[n].start]
        signed = any(sign in between for sign in _SIGNS) or " - " in between
        # A bare "and" joins nouns as often as clauses: only longer parts are taken for clauses.
        joined = words[n].text in _JOINS and n - opens[-1] > _LEAST and len(words) - n > _LEAST + 1
        if signed or joined:
            opens.append(n)
    if len(opens) > 1 and len(words) - opens[-1] < _LEAST:
        opens.pop()
    return tuple(opens)


def part_of(opens: Sequence[int], word: int) -> int:
    """The clause in which a word stands."""
    return bisect_right(opens, word) - 1


def bounds(words: Sequence[Word], opens: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """Where the clauses begin and end that hold the words from `first` up to, not including, `last`."""
    begin = opens[part_of(opens, first)]
    after = part_of(opens, last - 1) + 1
    end = opens[after] if after < len(opens) else len(words)
    while begin < first and words[begin].text in _JOINS:
        begin += 1
    return words[begin].start, words[end - 1].end
