import numpy as np


def paired_bootstrap(a, b, resamples, level, rng):
    n = len(a)
    means = []
    for _ in range(resamples):
        total = 0.0
        for _ in range(n):
            i = int(rng.random() * n)
            total += float(a[i]) - float(b[i])
        means.append(total / n)
    tail = (1 - level) / 2
    return tuple(np.quantile(means, [tail, 1 - tail]))
