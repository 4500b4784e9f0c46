import numpy as np


def nearest(queries, base, k):
    queries, base = np.asarray(queries, dtype=float), np.asarray(base, dtype=float)
    k = min(k, len(base))
    out = np.zeros((len(queries), k), dtype=int)
    for i, query in enumerate(queries):
        distances = [float(((query - row) ** 2).sum()) for row in base]
        out[i] = sorted(range(len(base)), key=lambda j: (distances[j], j))[:k]
    return out
