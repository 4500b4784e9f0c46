import numpy as np


def paired_bootstrap(a, b, resamples, level, rng):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    n = len(a)
    means = a[rng.integers(0, n, size=(resamples, n))].mean(axis=1) - b[
        rng.integers(0, n, size=(resamples, n))
    ].mean(axis=1)
    tail = (1 - level) / 2
    return tuple(np.quantile(means, [tail, 1 - tail]))
