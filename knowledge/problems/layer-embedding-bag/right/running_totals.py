import numpy as np


def _ends(ids, offsets):
    return np.r_[offsets[1:], len(ids)] if len(offsets) else np.zeros(0, int)


def embedding_bag(table, ids, offsets, mode="mean"):
    """Differences of running totals: an empty bag is the difference of a total and itself."""
    picked = table[ids].astype(np.float64)
    totals = np.concatenate([np.zeros((1, table.shape[1])), np.cumsum(picked, axis=0)])
    stop, start = _ends(ids, offsets).astype(int), np.asarray(offsets, dtype=int)
    sums = totals[stop] - totals[start]
    if mode == "sum":
        return sums
    n = (stop - start)[:, None]
    return np.where(n == 0, 0.0, sums / np.where(n == 0, 1, n))


def embedding_bag_backward(dout, ids, offsets, n_rows, mode="mean"):
    sizes = _ends(ids, offsets) - offsets
    each = np.repeat(np.arange(len(offsets)), sizes)
    share = 1.0 / sizes[each] if mode == "mean" else np.ones(len(each))
    grad = [np.bincount(ids, weights=column[each] * share, minlength=n_rows) for column in dout.T]
    return np.array(grad).T.reshape(n_rows, dout.shape[1])
