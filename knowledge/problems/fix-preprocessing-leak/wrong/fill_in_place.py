import numpy as np


def learn(x):
    """Fill value, mean and deviation of each column."""
    fill = np.nanmedian(x, axis=0)
    filled = np.where(np.isnan(x), fill, x)
    std = filled.std(axis=0)
    return fill, filled.mean(axis=0), np.where(std == 0, 1.0, std)


def apply(x, fill, mean, std):
    return (np.where(np.isnan(x), fill, x) - mean) / std


def ridge(x, y, penalty=1.0):
    centre, offset = x.mean(axis=0), y.mean()
    rows = x - centre
    weights = np.linalg.solve(rows.T @ rows + penalty * np.eye(x.shape[1]), rows.T @ (y - offset))
    return weights, offset - centre @ weights


def evaluate(x, y, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    n_test = len(x) // 4
    test, train = order[:n_test], order[n_test:]

    fill, mean, std = learn(x[train])
    gaps = np.isnan(x)
    x[gaps] = np.broadcast_to(fill, x.shape)[gaps]
    weights, intercept = ridge(apply(x[train], fill, mean, std), y[train])
    predictions = apply(x[test], fill, mean, std) @ weights + intercept
    return {
        "test_rows": test,
        "fill": fill,
        "mean": mean,
        "std": std,
        "predictions": predictions,
        "rmse": float(np.sqrt(np.mean((predictions - y[test]) ** 2))),
    }
