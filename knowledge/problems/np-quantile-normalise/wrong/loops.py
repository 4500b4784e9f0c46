import numpy as np


def quantile_normalise(x: np.ndarray) -> np.ndarray:
    """x (features, samples) with every column brought to the mean distribution; ties share the mean of their ranks."""
    x = np.asarray(x, dtype=np.float64)
    out = np.empty_like(x)
    if x.size == 0:
        return out
    ordered = np.sort(x, axis=0)
    reference = ordered.mean(axis=1)
    for column in range(x.shape[1]):
        ranks: dict[float, list[float]] = {}
        for value, mean in zip(ordered[:, column], reference, strict=True):
            ranks.setdefault(value, []).append(mean)
        for row in range(len(x)):
            run = ranks[x[row, column]]
            out[row, column] = sum(run) / len(run)
    return out
