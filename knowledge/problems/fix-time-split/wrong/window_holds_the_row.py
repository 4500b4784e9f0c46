import numpy as np


def features(times, values, window):
    """The mean of the last values strictly before each row; rows are sorted by time."""
    out = np.zeros(len(values))
    known = np.searchsorted(times, times, side="left")
    for i, end in enumerate(known + 1):
        out[i] = values[max(0, end - window) : end].mean()
    return out


def folds(times, k, gap):
    """Pairs (train, test) of positions in sorted order."""
    n = len(times)
    size = n // (k + 1)
    for i in range(k):
        start = n - (k - i) * size
        n_train = np.searchsorted(times, times[start] - gap, side="left")
        yield np.arange(n_train), np.arange(start, start + size)


def backtest(times, values, window, k, gap):
    times, values = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    order = np.argsort(times, kind="stable")
    times, values = times[order], values[order]
    feature = features(times, values, window)
    out = []
    for train, test in folds(times, k, gap):
        bias = float(np.mean(values[train] - feature[train])) if len(train) else 0.0
        error = np.abs(feature[test] + bias - values[test])
        out.append(
            {
                "train": sorted(order[train].tolist()),
                "test": order[test].tolist(),
                "features": feature[test].tolist(),
                "bias": bias,
                "mae": float(error.mean()),
            }
        )
    return out
