import math

import numpy as np


def bm25_scores(counts, query, k1=1.5, b=0.75):
    counts = np.asarray(counts)
    rows = counts.tolist()
    lengths = [sum(row) for row in rows]
    if not sum(lengths):
        return np.zeros(len(rows))
    mean = sum(lengths) / len(rows)
    scores = [0.0] * len(rows)
    for t in query:
        n = sum(1 for row in rows if row[t])
        idf = math.log(1 + (len(rows) - n + 0.5) / (n + 0.5))
        for i, row in enumerate(rows):
            scores[i] += idf * row[t] * (k1 + 1) / (row[t] + k1 * (1 - b + b * lengths[i] / mean))
    return np.array(scores)
