import numpy as np


def top_k(scores, k):
    scores = np.asarray(scores)
    columns = np.argsort(scores, axis=1, kind="stable")[:, ::-1][:, :k]
    return np.take_along_axis(scores, columns, axis=1), columns
