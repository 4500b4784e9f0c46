import numpy as np


def nearest(queries, base, k):
    queries, base = np.asarray(queries, dtype=float), np.asarray(base, dtype=float)
    k = min(k, len(base))
    out = np.zeros((len(queries), k), dtype=int)
    rows = list(base)
    for i, query in enumerate(queries):
        distances = []
        for row in rows:
            gap = query - row
            distances.append(float(gap @ gap))
        out[i] = sorted(range(len(base)), key=distances.__getitem__)[:k]
    return out
