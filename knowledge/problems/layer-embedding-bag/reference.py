import numpy as np


def _sizes(ids, offsets):
    """Number of ids of each bag."""
    return np.diff(np.append(offsets, len(ids)))


def embedding_bag(table, ids, offsets, mode="mean"):
    """table (rows, d), ids (n,), offsets (bags,) -> (bags, d)."""
    sizes = _sizes(ids, offsets)
    out = np.zeros((len(offsets), table.shape[1]), dtype=np.result_type(table, np.float32))
    # reduceat gives one row, not none, for an empty segment: only the filled ones may take part.
    filled = sizes > 0
    if filled.any():
        out[filled] = np.add.reduceat(table[ids], offsets[filled], axis=0)
    if mode == "mean":
        out /= np.maximum(sizes, 1)[:, None]
    return out


def embedding_bag_backward(dout, ids, offsets, n_rows, mode="mean"):
    """dout (bags, d) -> gradient of the table (n_rows, d)."""
    sizes = _sizes(ids, offsets)
    if mode == "mean":
        dout = dout / np.maximum(sizes, 1)[:, None]
    grad = np.zeros((n_rows, dout.shape[1]))
    np.add.at(grad, ids, np.repeat(dout, sizes, axis=0))
    return grad
