"""Sets of patients, rows as lists, preparation as a small class."""

import numpy as np


def f1(labels, predicted):
    hits = sum(1 for a, b in zip(labels, predicted, strict=True) if a == 1 and b)
    total = sum(1 for a in labels if a == 1) + sum(1 for b in predicted if b)
    return 2 * hits / total if total else 0.0


class Learned:
    def __init__(self, x, y, keep):
        self.mean, self.std = x.mean(0), x.std(0)
        self.std[self.std == 0] = 1
        z = (x - self.mean) / self.std
        strength = abs((z - z.mean(0)).T @ (y - y.mean()))
        self.columns = sorted(sorted(range(x.shape[1]), key=lambda c: -strength[c])[:keep])
        zeros, ones = np.flatnonzero(y == 0), np.flatnonzero(y == 1)
        size = max(len(zeros), len(ones))
        both = [int(rows[i % len(rows)]) for rows in (zeros, ones) for i in range(size)]
        rows, target = z[both][:, self.columns], 2.0 * y[both] - 1
        a = rows - rows.mean(0)
        self.weights = np.linalg.inv(a.T @ a + np.eye(keep)) @ (a.T @ target)
        self.intercept = target.mean() - rows.mean(0) @ self.weights

    def scores(self, x):
        return ((x - self.mean) / self.std)[:, self.columns] @ self.weights + self.intercept


def study(x, y, patients, k, keep, seed):
    x, y, people = np.array(x, float), np.array(y), list(np.asarray(patients).tolist())
    parts = [set(p.tolist()) for p in np.array_split(np.random.default_rng(seed).permutation(sorted(set(people))), k)]
    folds, predicted = [], [0] * len(y)
    for i, tested in enumerate(parts):
        tuned = parts[(i + 1) % k]
        test = [n for n, who in enumerate(people) if who in tested]
        tune = [n for n, who in enumerate(people) if who in tuned]
        train = [n for n, who in enumerate(people) if who not in tested | tuned]
        learned = Learned(x[train], y[train], keep)
        scores = learned.scores(x[tune])
        threshold = min(set(scores.tolist()), key=lambda t: (-f1(y[tune], scores >= t), t))
        for n, score in zip(test, learned.scores(x[test]), strict=True):
            predicted[n] = int(score >= threshold)
        folds.append(
            {"test": sorted(tested), "tune": sorted(tuned), "columns": learned.columns, "threshold": threshold}
        )
    return {"folds": folds, "predicted": predicted, "f1": f1(y, predicted)}
