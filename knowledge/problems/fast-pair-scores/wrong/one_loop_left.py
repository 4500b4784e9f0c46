import numpy as np


def unit_rows(rows):
    """Rows of length one; rows of zeros stay as they are."""
    rows = np.asarray(rows, dtype=float)
    largest = np.abs(rows).max(axis=1, keepdims=True)
    rows = rows / np.where(largest == 0, 1.0, largest)
    length = np.sqrt(np.sum(rows * rows, axis=1, keepdims=True))
    return rows / np.where(length == 0, 1.0, length)


def best_matches(queries, passages):
    positions, best = [], []
    units = unit_rows(passages)
    for query in unit_rows(queries):
        scores = [sum(float(a) * float(b) for a, b in zip(query, passage)) for passage in units]
        positions.append(int(np.argmax(scores)))
        best.append(max(scores))
    return positions, best
