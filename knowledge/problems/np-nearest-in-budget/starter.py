import numpy as np


def nearest(queries: np.ndarray, base: np.ndarray, k: int) -> np.ndarray:
    """Rows of base (n, d) nearest to each of queries (q, d), nearest first; shape (q, min(k, n)); at most 6 MiB."""
    raise NotImplementedError
