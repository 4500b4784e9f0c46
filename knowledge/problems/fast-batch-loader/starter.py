import numpy as np


def load_epoch(x, y, order, batch_size):
    """Batches (x, y) in the given order; the last may be short."""
    order = np.array(order, dtype=int)
    x_left = np.array(x)[order]
    y_left = np.array(y)[order]
    batches = []
    while len(x_left) > 0:
        x_batch = np.array(x_left.copy()[:batch_size])
        y_batch = np.array(y_left.copy()[:batch_size])
        batches.append((x_batch, y_batch))
        x_left = np.delete(x_left, np.arange(len(x_batch)), axis=0)
        y_left = np.delete(y_left, np.arange(len(y_batch)), axis=0)
    return batches
