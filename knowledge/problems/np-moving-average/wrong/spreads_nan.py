import numpy as np


def moving_average(x: np.ndarray, window: int) -> np.ndarray:
    """Mean of the last `window` values at each position of x (n,), NaN left out; NaN where nothing is left."""
    x = np.asarray(x, dtype=np.float64)
    known = ~np.isnan(x)
    total = trailing(x, window)
    count = trailing(known.astype(np.float64), window)
    return np.divide(total, count, out=np.full(len(x), np.nan), where=count > 0)


def trailing(values: np.ndarray, window: int) -> np.ndarray:
    """Sums of the last `window` values: a running total minus the running total `window` places earlier."""
    running = np.cumsum(values)
    running[window:] -= running[:-window].copy()
    return running
