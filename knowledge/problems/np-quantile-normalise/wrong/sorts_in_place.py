import numpy as np


def quantile_normalise(x: np.ndarray) -> np.ndarray:
    """x (features, samples) with every column brought to the mean distribution; ties share the mean of their ranks."""
    x = np.asarray(x, dtype=np.float64)
    out = np.empty_like(x)
    if x.size == 0:
        return out
    original = x.copy()
    x.sort(axis=0)
    ordered, x = x, original
    reference = ordered.mean(axis=1)
    for column in range(x.shape[1]):
        # A run of equal values takes up the ranks from its first place to its last: sum the reference over runs.
        values = ordered[:, column]
        first = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
        length = np.diff(np.append(first, len(values)))
        means = np.add.reduceat(reference, first) / length
        out[:, column] = means[np.searchsorted(values[first], x[:, column])]
    return out
