from collections import Counter


def count_ngrams(tokens, n):
    return Counter(zip(*(tokens[shift:] for shift in range(n))))


def overlap(candidate, references, n):
    grams = [candidate[i : i + n] for i in range(len(candidate) - n + 1)]
    others = [[r[i : i + n] for i in range(len(r) - n + 1)] for r in references]
    shared = 0
    for gram in {tuple(g) for g in grams}:
        most = max((other.count(list(gram)) for other in others), default=0)
        shared += min(grams.count(list(gram)), most)
    return shared, len(grams)
