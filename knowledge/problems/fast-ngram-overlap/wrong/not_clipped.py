from collections import Counter


def count_ngrams(tokens, n):
    return Counter(zip(*(tokens[shift:] for shift in range(n))))


def overlap(candidate, references, n):
    counts = count_ngrams(candidate, n)
    most = Counter()
    for reference in references:
        most |= count_ngrams(reference, n)
    return sum(number for gram, number in counts.items() if gram in most), counts.total()
