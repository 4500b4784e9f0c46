import numpy as np


def epochs(x, y, w, batch_size, count, seed):
    """`count` lists of batches (x, y, w)."""
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        epoch_seed = int(rng.integers(2**31))
        for array in (x, y, w):
            np.random.default_rng(epoch_seed).shuffle(array)
        batches = []
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            batches.append((x[rows].copy(), y[rows].copy(), w[rows].copy()))
        out.append(batches)
    return out
