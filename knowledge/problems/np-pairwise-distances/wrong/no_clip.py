import numpy as np


def pairwise_distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Euclidean distances between the rows of x (n, d) and of y (m, d); shape (n, m)."""
    x = np.asarray(x, dtype=np.float64)
    y = np.asarray(y, dtype=np.float64)
    # |a - b|^2 = |a|^2 - 2ab + |b|^2: one matrix product, no (n, m, d) intermediate.
    squared = (x * x).sum(axis=1)[:, None] - 2.0 * (x @ y.T) + (y * y).sum(axis=1)[None, :]
    # Cancellation can leave a tiny negative number where two points are equal.
    return np.sqrt(squared)
