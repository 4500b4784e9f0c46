from collections import Counter
from itertools import pairwise


def _merged(symbols, pair):
    out = []
    i = 0
    while i < len(symbols):
        if tuple(symbols[i : i + 2]) == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def learn_merges(words, n):
    corpus = [(list(word), count) for word, count in words.items()]
    merges = []
    for _ in range(n):
        counts = Counter()
        for symbols, count in corpus:
            for pair in pairwise(symbols):
                counts[pair] += count
        if not counts:
            break
        best = max(counts, key=counts.get)
        merges.append(best)
        corpus = [(_merged(symbols, best), count) for symbols, count in corpus]
    return merges


def encode(word, merges):
    rank = {tuple(pair): i for i, pair in reversed(list(enumerate(merges)))}
    symbols = list(word)
    while True:
        known = [pair for pair in pairwise(symbols) if pair in rank]
        if not known:
            return symbols
        symbols = _merged(symbols, min(known, key=rank.__getitem__))
