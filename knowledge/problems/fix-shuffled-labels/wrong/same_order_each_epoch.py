import numpy as np


def epochs(x, y, w, batch_size, count, seed):
    out = []
    for _ in range(count):
        order = np.random.default_rng(seed).permutation(len(x))
        batches = []
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            batches.append((x[rows], y[rows], w[rows]))
        out.append(batches)
    return out
