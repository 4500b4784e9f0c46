import numpy as np


def stratified_split(
    labels: np.ndarray, test_share: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Positions (train, test) with the share kept per class; draws with rng alone."""
    labels = np.asarray(labels)
    in_test = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        size = len(members)
        if size < 2:
            continue
        wanted = min(max(int(test_share * size + 0.5), 1), size - 1)
        in_test[rng.permutation(members)[:wanted]] = True
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
