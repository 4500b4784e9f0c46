import numpy as np

def paired_bootstrap(a, b, resamples, level, rng):
    d = a.astype(float) - b.astype(float); n = len(d)
    means = rng.multinomial(n, np.full(n, 1/n), size=resamples) @ d/n
    t = (1 - level)/2
    return tuple(np.quantile(means, [t, 1 - t]))
