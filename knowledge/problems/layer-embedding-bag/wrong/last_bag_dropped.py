import numpy as np


def _sizes(ids, offsets):
    return np.diff(np.append(offsets, len(ids)))


def embedding_bag(table, ids, offsets, mode="mean"):
    sizes = _sizes(ids, offsets)
    out = np.zeros((len(offsets), table.shape[1]), dtype=np.result_type(table, np.float32))
    bags = np.repeat(np.arange(len(offsets)), sizes)
    inside = bags < max(len(offsets) - 1, 1)
    np.add.at(out, bags[inside], table[ids][inside])
    if mode == "mean":
        out /= np.maximum(sizes, 1)[:, None]
    return out


def embedding_bag_backward(dout, ids, offsets, n_rows, mode="mean"):
    sizes = _sizes(ids, offsets)
    if mode == "mean":
        dout = dout / np.maximum(sizes, 1)[:, None]
    grad = np.zeros((n_rows, dout.shape[1]))
    np.add.at(grad, ids, np.repeat(dout, sizes, axis=0))
    return grad
