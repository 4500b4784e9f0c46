import numpy as np


def f1(labels, predicted):
    hits = np.sum(predicted & (labels == 1))
    total = np.sum(predicted) + np.sum(labels == 1)
    return float(2 * hits / total) if total else 0.0


def standardise(x):
    std = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(std == 0, 1.0, std)


def best_columns(x, y, keep):
    """The columns whose covariance with the label is largest, in ascending order."""
    strength = np.abs((x - x.mean(axis=0)).T @ (y - y.mean()))
    return np.sort(np.argsort(-strength, kind="stable")[:keep])


def balance(rows, y):
    """Rows with those of the rarer label repeated until both are as many."""
    zeros, ones = rows[y[rows] == 0], rows[y[rows] == 1]
    size = max(len(zeros), len(ones))
    return np.concatenate([np.resize(zeros, size), np.resize(ones, size)])


def fit(x, y):
    """Weights and intercept of a ridge regression on labels of -1 and 1."""
    centre, target = x.mean(axis=0), 2.0 * y - 1.0
    rows = x - centre
    weights = np.linalg.solve(rows.T @ rows + np.eye(x.shape[1]), rows.T @ (target - target.mean()))
    return weights, target.mean() - centre @ weights


def best_threshold(scores, labels):
    """The lowest score that gives the best F1 as a threshold."""
    values = np.unique(scores)
    return float(max(values, key=lambda value: f1(labels, scores >= value)))


def study(x, y, patients, k, keep, seed):
    x, y, patients = np.asarray(x, dtype=float), np.asarray(y), np.asarray(patients)
    x = standardise(x)
    columns = best_columns(x, y, keep)
    rows = balance(np.arange(len(y)), y)
    parts = np.array_split(np.random.default_rng(seed).permutation(rows), k)
    folds, values = [], []
    predicted = np.zeros(len(y), dtype=int)
    for i in range(k):
        test = parts[i]
        train = np.concatenate([parts[j] for j in range(k) if j != i])
        weights, intercept = fit(x[train][:, columns], y[train])
        scores = x[test][:, columns] @ weights + intercept
        threshold = best_threshold(scores, y[test])
        predicted[test] = scores >= threshold
        values.append(f1(y[test], scores >= threshold))
        folds.append(
            {
                "test": np.unique(patients[test]).tolist(),
                "tune": [],
                "columns": columns.tolist(),
                "threshold": threshold,
            }
        )
    return {"folds": folds, "predicted": predicted.tolist(), "f1": float(np.mean(values))}
