import numpy as np


def folds(n, k, rng):
    """Labels 0..k-1 as evenly as can be, then mixed."""
    label = rng.permuted(np.arange(n) % k)
    for i in range(k):
        yield np.flatnonzero(label != i), np.flatnonzero(label == i)


def repeated_folds(n, k, repeats, seed):
    children = np.random.SeedSequence(seed).spawn(repeats)
    return [list(folds(n, k, np.random.default_rng(child))) for child in children]
