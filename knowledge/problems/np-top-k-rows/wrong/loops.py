import numpy as np


def top_k(scores, k):
    scores = np.asarray(scores)
    k = min(k, scores.shape[1])
    columns = np.zeros((len(scores), k), dtype=int)
    for i, row in enumerate(scores):
        columns[i] = sorted(range(len(row)), key=lambda j: (-float(row[j]), j))[:k]
    return np.take_along_axis(scores, columns, axis=1), columns
