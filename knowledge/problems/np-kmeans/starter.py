import numpy as np


def kmeans(x: np.ndarray, centres: np.ndarray, max_steps: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Lloyd's algorithm from given centres (k, d); returns centres, the labels (n,) that belong to them, and inertia."""
    raise NotImplementedError
