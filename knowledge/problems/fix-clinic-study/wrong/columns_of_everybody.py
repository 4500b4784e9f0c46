import numpy as np


def f1(labels, predicted):
    hits = np.sum(predicted & (labels == 1))
    total = np.sum(predicted) + np.sum(labels == 1)
    return float(2 * hits / total) if total else 0.0


def learn_scale(x):
    std = x.std(axis=0)
    return x.mean(axis=0), np.where(std == 0, 1.0, std)


def best_columns(x, y, keep):
    strength = np.abs((x - x.mean(axis=0)).T @ (y - y.mean()))
    return np.sort(np.argsort(-strength, kind="stable")[:keep])


def balance(rows, y):
    zeros, ones = rows[y[rows] == 0], rows[y[rows] == 1]
    size = max(len(zeros), len(ones))
    return np.concatenate([np.resize(zeros, size), np.resize(ones, size)])


def fit(x, y):
    centre, target = x.mean(axis=0), 2.0 * y - 1.0
    rows = x - centre
    weights = np.linalg.solve(rows.T @ rows + np.eye(x.shape[1]), rows.T @ (target - target.mean()))
    return weights, target.mean() - centre @ weights


def best_threshold(scores, labels):
    values = np.unique(scores)
    return float(max(values, key=lambda value: f1(labels, scores >= value)))


def learn(x, y, rows, keep):
    """Everything that is learned, from these rows alone: a function from any x to scores, and the columns."""
    mean, std = learn_scale(x[rows])
    columns = best_columns((x - mean) / std, y, keep)
    both = balance(rows, y)
    weights, intercept = fit(((x[both] - mean) / std)[:, columns], y[both])
    return lambda some: ((some - mean) / std)[:, columns] @ weights + intercept, columns


def study(x, y, patients, k, keep, seed):
    x, y, patients = np.asarray(x, dtype=float), np.asarray(y), np.asarray(patients)
    parts = np.array_split(np.random.default_rng(seed).permutation(np.unique(patients)), k)
    folds, predicted = [], np.zeros(len(y), dtype=int)
    for i in range(k):
        test, tune = np.isin(patients, parts[i]), np.isin(patients, parts[(i + 1) % k])
        score, columns = learn(x, y, np.flatnonzero(~test & ~tune), keep)
        threshold = best_threshold(score(x[tune]), y[tune])
        predicted[test] = score(x[test]) >= threshold
        folds.append(
            {
                "test": sorted(parts[i].tolist()),
                "tune": sorted(parts[(i + 1) % k].tolist()),
                "columns": columns.tolist(),
                "threshold": threshold,
            }
        )
    return {"folds": folds, "predicted": predicted.tolist(), "f1": f1(y, predicted == 1)}
