import numpy as np


def kmeans(x: np.ndarray, centres: np.ndarray, max_steps: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Lloyd's algorithm from given centres (k, d); returns centres, the labels (n,) that belong to them, and inertia."""
    x = np.asarray(x, dtype=np.float64)
    centres = np.array(centres)  # a floating copy: the caller's array stays as it is
    labels = nearest(x, centres)
    for _ in range(max_steps):
        moved = centres.copy()
        for j in range(len(centres)):
            members = labels == j
            if members.any():
                moved[j] = x[members].mean(axis=0)
        done = np.array_equal(moved, centres)
        centres = moved
        labels = nearest(x, centres)
        if done:
            break
    return centres, labels, float(((x - centres[labels]) ** 2).sum())


def nearest(x: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The first nearest centre of each point."""
    # Differences, not the expanded square: ties stay exact, and memory is (n, d) per centre.
    return np.stack([((x - centre) ** 2).sum(axis=1) for centre in centres], axis=1).argmin(axis=1)
