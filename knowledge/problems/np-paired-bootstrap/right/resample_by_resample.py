from typing import NamedTuple
import numpy as np


class Interval(NamedTuple):
    low: float
    high: float


def draws(a, b, rng):
    both = np.stack([a, b]).astype(np.float64)
    while True:
        picked = rng.choice(both, size=both.shape[1], axis=1)
        mean_a, mean_b = picked.mean(axis=1)
        yield mean_a - mean_b


def paired_bootstrap(a, b, resamples, level, rng):
    means = np.fromiter(draws(a, b, rng), dtype=float, count=resamples)
    edge = 100 * (1 - level) / 2
    return Interval(*np.percentile(means, (edge, 100 - edge)))
