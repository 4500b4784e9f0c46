import numpy as np


def nearest(queries, base, k):
    queries, base = np.asarray(queries), np.asarray(base)
    k = min(k, len(base))
    out = np.zeros((len(queries), k), dtype=int)
    for i, query in enumerate(queries):
        out[i] = np.argsort(((base - query) ** 2).sum(axis=1), kind="stable")[:k]
    return out
