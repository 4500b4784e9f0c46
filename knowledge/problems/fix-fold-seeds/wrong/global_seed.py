import numpy as np


def draw_folds(n, k, rng):
    """All k folds of one repeat: one order, cut into k parts."""
    parts = np.array_split(np.random.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def repeated_folds(n, k, repeats, seed):
    np.random.seed(seed)
    rng = None
    return [draw_folds(n, k, rng) for _ in range(repeats)]
