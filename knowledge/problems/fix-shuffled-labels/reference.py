import numpy as np


def epochs(x, y, w, batch_size, count, seed):
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        order = rng.permutation(len(x))  # one order for all three
        batches = []
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            batches.append((x[rows], y[rows], w[rows]))  # indexing by an array copies
        out.append(batches)
    return out
