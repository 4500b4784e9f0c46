import numpy as np


def paired_bootstrap(
    a: np.ndarray, b: np.ndarray, resamples: int, level: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Percentile interval (low, high) of mean(a) - mean(b) over resampled items."""
    raise NotImplementedError
