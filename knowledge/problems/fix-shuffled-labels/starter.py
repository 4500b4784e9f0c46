import numpy as np


def epochs(x, y, w, batch_size, count, seed):
    """`count` lists of batches (x, y, w)."""
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        rng.shuffle(x)
        rng.shuffle(y)
        rng.shuffle(w)
        batches = []
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            batches.append((x[rows], y[rows], w[rows]))
        out.append(batches)
    return out
