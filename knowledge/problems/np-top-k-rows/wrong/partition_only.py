import numpy as np


def top_k(scores, k):
    scores = np.asarray(scores)
    k = min(k, scores.shape[1])
    if k == 0:
        return scores[:, :0], np.zeros((len(scores), 0), dtype=int)
    columns = np.argpartition(scores, -k, axis=1)[:, -k:]
    values = np.take_along_axis(scores, columns, axis=1)
    order = np.argsort(values, axis=1)[:, ::-1]
    return np.take_along_axis(values, order, axis=1), np.take_along_axis(columns, order, axis=1)
