import numpy as np


def load_epoch(x, y, order, batch_size):
    order = np.asarray(order, dtype=int)
    batches = []
    for start in range(0, len(order), batch_size):
        rows = slice(start, start + batch_size)
        batches.append((x[order][rows].copy(), y[order][rows].copy()))
    return batches
