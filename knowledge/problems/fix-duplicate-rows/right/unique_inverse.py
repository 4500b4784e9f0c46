import numpy as np

def split(texts, test_share, seed):
    keys = [' '.join(t.casefold().split()) for t in texts]
    if not keys: return [], []
    _, g = np.unique(keys, return_inverse=True)
    sizes = np.bincount(g)
    order = np.random.default_rng(seed).permutation(len(sizes))
    before = np.cumsum(sizes[order]) - sizes[order]
    test_groups = order[before < test_share*len(texts) - 1e-9]
    is_test = np.isin(g, test_groups)
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)
