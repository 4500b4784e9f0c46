import math

import numpy as np


def nearest(queries, base, k):
    rows = np.asarray(base, dtype=float).tolist()
    k = min(k, len(rows))
    out = np.zeros((len(queries), k), dtype=int)
    for i, query in enumerate(np.asarray(queries, dtype=float).tolist()):
        distances = [math.dist(query, row) for row in rows]
        out[i] = sorted(range(len(rows)), key=distances.__getitem__)[:k]
    return out
