import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.generic]
Best = tuple[Scores, NDArray[np.intp]]


def top_k(scores: Scores, k: int) -> Best:
    m = scores.shape[1]
    flipped = np.flip(scores, axis=1)
    order = np.flip(np.argsort(flipped, axis=1, kind="stable"), axis=1)
    columns = (m - 1 - order)[:, : min(k, m)]
    rows = np.arange(len(scores))[:, None]
    return scores[rows, columns], columns.astype(np.int32)
