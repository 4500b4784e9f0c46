import numpy as np

def stratified_split(labels, test_share, rng):
    n = len(labels)
    if n == 0: return np.array([], int), np.array([], int)
    _, g, c = np.unique(labels, return_inverse=True, return_counts=True)
    order = np.lexsort((rng.random(n), g))
    rank = np.empty(n, int)
    rank[order] = np.arange(n) - (np.cumsum(c) - c)[g[order]]
    quota = np.floor(test_share*c + .5).astype(int)
    quota = np.where(c < 2, 0, np.clip(quota, 1, np.maximum(c - 1, 1)))
    is_test = rank < quota[g]
    return np.nonzero(~is_test)[0], np.nonzero(is_test)[0]
