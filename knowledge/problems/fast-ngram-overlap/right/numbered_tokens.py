import numpy as np
from functools import reduce


def overlap(candidate, references, n):
    """Tokens become numbers, an n-gram becomes one number in steps, and numbers are counted."""
    known = {}
    texts = [np.array([known.setdefault((type(t), t), len(known)) for t in text], dtype=np.int64) for text in (candidate, *references)]
    codes = texts
    for shift in range(1, n):
        pairs = [np.stack([c[:-1], t[shift:]], axis=1) if len(c) > 1 else np.zeros((0, 2), np.int64) for c, t in zip(codes, texts)]
        flat = np.concatenate(pairs)
        packed = flat[:, 0] * (len(known) + 1) + flat[:, 1]
        _, inverse = np.unique(packed, return_inverse=True)
        codes = np.split(inverse, np.cumsum([len(p) for p in pairs])[:-1])
    size = max((int(c.max()) + 1 for c in codes if len(c)), default=0)
    counts = [np.bincount(c, minlength=size) for c in codes]
    most = reduce(np.maximum, counts[1:], np.zeros(size, dtype=int))
    return np.minimum(counts[0], most).sum(), len(codes[0])
