import numpy as np

CELLS = 100_000
"""Cells of the table of distances held at a time. A few arrays of that size live together: about 3 MB."""


def nearest(queries: np.ndarray, base: np.ndarray, k: int) -> np.ndarray:
    """Rows of base (n, d) nearest to each of queries (q, d), nearest first; shape (q, min(k, n)); at most 6 MiB."""
    queries = np.asarray(queries, dtype=np.float64)
    base = np.asarray(base, dtype=np.float64)
    k = min(k, len(base))
    out = np.empty((len(queries), k), dtype=np.intp)
    norms = (base * base).sum(axis=1)
    rows = max(1, CELLS // len(base))
    for start in range(0, len(queries), rows):
        part = queries[start : start + rows]
        # The query's own norm is the same along a row and so changes no order. Integers stay exact in float64.
        table = ((part[:, None, :] - base[None, :, :]) ** 2).sum(axis=2)
        out[start : start + rows] = smallest(table, k)
    return out


def smallest(table: np.ndarray, k: int) -> np.ndarray:
    """Columns of the k smallest cells of each row, rising; equal cells by column."""
    border = np.partition(table, k - 1, axis=1)[:, k - 1, None]
    level = table == border
    chosen = table < border
    room = k - chosen.sum(axis=1, keepdims=True)
    chosen |= level & (np.cumsum(level, axis=1, dtype=np.int32) <= room)
    # nonzero walks rows in order, so columns rise within a row and a stable sort keeps them so.
    columns = np.nonzero(chosen)[1].reshape(len(table), k)
    order = np.argsort(np.take_along_axis(table, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)
