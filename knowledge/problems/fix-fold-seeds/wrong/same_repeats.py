import numpy as np


def draw_folds(n, k, rng):
    """All k folds of one repeat: one order, cut into k parts."""
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def repeated_folds(n, k, repeats, seed):
    return [draw_folds(n, k, np.random.default_rng(seed)) for _ in range(repeats)]
