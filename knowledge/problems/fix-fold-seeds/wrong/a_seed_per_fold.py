import numpy as np


def draw_fold(n, k, seed):
    """One train and test part; the test part has about n / k rows."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(n)
    size = n // k
    return order[size:], order[:size]


def repeated_folds(n, k, repeats, seed):
    """`repeats` lists of `k` pairs (train, test)."""
    return [[draw_fold(n, k, seed + 1000 * r + f) for f in range(k)] for r in range(repeats)]
