import numpy as np


def pairwise_distances(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    out = np.zeros((len(x), len(y)))
    for i in range(len(x)):
        for j in range(len(y)):
            out[i, j] = np.sqrt(((x[i] - y[j]) ** 2).sum())
    return out
