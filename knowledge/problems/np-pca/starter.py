import numpy as np


def pca(x: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Components (k, d), variances (k,) and scores (n, k) of x (n, d), by falling variance."""
    raise NotImplementedError
