import numpy as np


def length(row):
    """The Euclidean length, without overflow for large values."""
    largest = float(np.max(np.abs(row)))
    if largest == 0:
        return 0.0
    return largest * float(np.sqrt(np.sum((row / largest) ** 2)))


def unit(row):
    """The row at length one; a row of zeros stays as it is."""
    size = length(row)
    return row / size if size else row


def cosine(query, passage):
    """The cosine similarity of a query of length one with a passage."""
    return float(np.dot(query, unit(passage)))


def best_matches(queries, passages):
    """The position and the score of the best passage of each query."""
    positions, scores = [], []
    for query in map(unit, queries):
        best, best_score = 0, cosine(query, passages[0])
        for position in range(1, len(passages)):
            score = cosine(query, passages[position])
            if score > best_score:
                best, best_score = position, score
        positions.append(best)
        scores.append(best_score)
    return positions, scores
