import numpy as np


def pca(x: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Components (k, d), variances (k,) and scores (n, k) of x (n, d), by falling variance."""
    x = np.asarray(x, dtype=np.float64)
    n, d = x.shape
    centred = x - x.mean(axis=0)
    # X'X (d, d) and XX' (n, n) share their non-zero eigenvalues: decompose the smaller of the two.
    if d <= n:
        squares, vectors = np.linalg.eigh(centred.T @ centred)
        components = vectors[:, ::-1][:, :k].T
    else:
        squares, vectors = np.linalg.eigh(centred @ centred.T)
        components = (centred.T @ vectors[:, ::-1][:, :k]).T
        components /= np.linalg.norm(components, axis=1, keepdims=True)
    largest = np.abs(components).argmax(axis=1)
    components = components * np.sign(components[np.arange(k), largest])[:, None]
    return components, squares[::-1][:k] / (n - 1), centred @ components.T
