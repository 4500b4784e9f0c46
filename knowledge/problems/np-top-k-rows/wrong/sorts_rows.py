import numpy as np


def top_k(scores: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The k largest values of every row of scores (n, m), falling, and their columns; equal values by column."""
    scores = np.asarray(scores)
    n, m = scores.shape
    k = min(k, m)
    if k == 0 or n == 0:
        return scores[:, :k].copy(), np.zeros((n, k), dtype=np.intp)
    # The k-th largest value of each row splits it into surely in, surely out, and equal to the border.
    border = np.partition(scores, m - k, axis=1)[:, m - k, None]
    above = scores > border
    level = scores == border
    room = k - above.sum(axis=1, keepdims=True)
    chosen = above | (level & (np.cumsum(level, axis=1, dtype=np.int32) <= room))
    scores.sort(axis=1)
    # nonzero walks rows in order, so the columns of each row are rising: a stable sort keeps that for ties.
    columns = np.nonzero(chosen)[1].reshape(n, k)
    values = np.take_along_axis(scores, columns, axis=1)
    # Sorting the reversed row and reversing back is falling and stable, without a minus that unsigned types lack.
    order = k - 1 - np.argsort(values[:, ::-1], axis=1, kind="stable")[:, ::-1]
    return np.take_along_axis(values, order, axis=1), np.take_along_axis(columns, order, axis=1)
