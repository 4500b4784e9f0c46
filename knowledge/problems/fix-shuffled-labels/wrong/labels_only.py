import numpy as np


def epochs(x, y, w, batch_size, count, seed):
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        order = rng.permutation(len(x))
        batches = []
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            batches.append((x[rows], y[rows], w[start : start + batch_size].copy()))
        out.append(batches)
    return out
