import numpy as np


def paired_bootstrap(
    a: np.ndarray, b: np.ndarray, resamples: int, level: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Percentile interval (low, high) of mean(a) - mean(b) over resampled items."""
    # Resampling items moves a and b together, so the per-item difference is all that is needed.
    difference = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    n = len(difference)
    means = np.empty(resamples)
    rows = max(1, 2_000_000 // n)  # bounds the index matrix to 16 MB
    for start in range(0, resamples, rows):
        stop = min(start + rows, resamples)
        means[start:stop] = difference[rng.permuted(np.tile(np.arange(n), (stop - start, 1)), axis=1)].mean(
            axis=1
        )
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(means, [tail, 1.0 - tail])
    return float(low), float(high)
