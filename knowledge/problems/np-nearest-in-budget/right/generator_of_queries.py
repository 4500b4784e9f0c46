import numpy as np


def _each(queries, base, k):
    for query in queries:
        gap = base - query
        squared = np.einsum("nd,nd->n", gap, gap)
        border = np.partition(squared, k - 1)[k - 1]
        near = np.flatnonzero(squared <= border)
        yield near[np.argsort(squared[near], kind="stable")][:k]


def nearest(queries, base, k):
    base = np.asarray(base, dtype=np.float64)
    k = min(k, len(base))
    found = list(_each(np.asarray(queries, dtype=np.float64), base, k))
    return np.stack(found).astype(np.int32) if found else np.empty((0, k), dtype=np.int32)
