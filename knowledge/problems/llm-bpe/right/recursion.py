from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(order=True, frozen=True)
class Candidate:
    minus_count: int
    pair: Pair


def merged(symbols: tuple[str, ...], pair: Pair) -> tuple[str, ...]:
    match symbols:
        case (a, b, *rest) if (a, b) == pair:
            return (a + b, *merged(tuple(rest), pair))
        case (a, *rest):
            return (a, *merged(tuple(rest), pair))
        case _:
            return ()


def learn_merges(words, n):
    def go(corpus, left):
        counts = Counter()
        for symbols, count in corpus:
            for pair in zip(symbols[:-1], symbols[1:]):
                counts[pair] += count
        if not left or not counts:
            return []
        first = min(Candidate(-count, pair) for pair, count in counts.items()).pair
        return [first] + go([(merged(s, first), c) for s, c in corpus], left - 1)

    return go([(tuple(word), count) for word, count in words.items()], n)


def encode(word, merges):
    def go(symbols):
        found = [i for i, pair in enumerate(merges) if tuple(pair) in zip(symbols, symbols[1:])]
        return go(merged(symbols, tuple(merges[min(found)]))) if found else list(symbols)

    return go(tuple(word))
