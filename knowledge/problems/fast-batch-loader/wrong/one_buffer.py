import numpy as np


def load_epoch(x, y, order, batch_size):
    order = np.asarray(order, dtype=int)
    batches = []
    buffer = np.empty((batch_size, *x.shape[1:]), x.dtype)
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        np.take(x, rows, axis=0, out=buffer[: len(rows)])
        batches.append((buffer[: len(rows)], y[rows]))
    return batches
