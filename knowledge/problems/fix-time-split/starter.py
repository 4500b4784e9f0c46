import numpy as np


def features(values, window):
    """The mean of the last values of each row."""
    out = np.zeros(len(values))
    for i in range(len(values)):
        out[i] = values[max(0, i - window + 1) : i + 1].mean()
    return out


def folds(n, k):
    """Pairs (train, test) of row positions."""
    order = np.random.default_rng(0).permutation(n)
    size = n // (k + 1)
    for i in range(k):
        test = order[n - (k - i) * size : n - (k - i - 1) * size]
        yield np.setdiff1d(order, test), test


def backtest(times, values, window, k, gap):
    values = np.asarray(values, dtype=float)
    feature = features(values, window)
    out = []
    for train, test in folds(len(values), k):
        bias = float(np.mean(values[train] - feature[train])) if len(train) else 0.0
        error = np.abs(feature[test] + bias - values[test])
        out.append(
            {
                "train": train.tolist(),
                "test": test.tolist(),
                "features": feature[test].tolist(),
                "bias": bias,
                "mae": float(error.mean()),
            }
        )
    return out
