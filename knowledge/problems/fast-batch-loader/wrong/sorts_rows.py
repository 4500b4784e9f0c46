import numpy as np


def load_epoch(x, y, order, batch_size):
    order = np.asarray(order, dtype=int)
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        mask = np.zeros(len(x), dtype=bool)
        mask[rows] = True
        batches.append((x[mask], y[mask]))
    return batches
