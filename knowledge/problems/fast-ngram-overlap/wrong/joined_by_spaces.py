from collections import Counter


def count_ngrams(tokens, n):
    return Counter(" ".join(map(str, tokens[i : i + n])) for i in range(len(tokens) - n + 1))


def overlap(candidate, references, n):
    counts = count_ngrams(candidate, n)
    most = Counter()
    for reference in references:
        most |= count_ngrams(reference, n)
    return (counts & most).total(), counts.total()
