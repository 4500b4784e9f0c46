import numpy as np


def pairwise_distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Euclidean distances between the rows of x (n, d) and of y (m, d); shape (n, m)."""
    raise NotImplementedError
