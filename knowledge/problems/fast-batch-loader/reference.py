import numpy as np


def load_epoch(x, y, order, batch_size):
    order = np.asarray(order, dtype=int)
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append((x[rows], y[rows]))  # indexing by an array copies just these rows
    return batches
