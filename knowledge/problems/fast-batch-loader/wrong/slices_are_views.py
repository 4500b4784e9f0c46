import numpy as np


def load_epoch(x, y, order, batch_size):
    order = np.asarray(order, dtype=int)
    batches = []
    if np.array_equal(order, np.arange(len(x))):
        starts = range(0, len(x), batch_size)
        return [(x[s : s + batch_size], y[s : s + batch_size]) for s in starts]
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append((x[rows], y[rows]))
    return batches
