import numpy as np
from functools import lru_cache


def bm25_scores(counts, query, k1=1.5, b=0.75):
    big = counts.astype(np.int64)
    N = big.shape[0]
    if big.sum() == 0:
        return [0.0] * N
    norm = k1 * ((1 - b) + b * (rel := (s := big.sum(1)) / s.mean()))

    @lru_cache(maxsize=None)
    def one(t):
        f = big[:, t]
        n = int((f != 0).sum())
        safe = np.where(f == 0, 1, f + norm)
        return np.log1p((N - n + 0.5) / (n + 0.5)) * np.where(f == 0, 0, f * (k1 + 1) / safe)

    def total(terms):
        match terms:
            case []:
                return np.zeros(N)
            case [t]:
                return one(t)
            case _:
                half = len(terms) // 2
                return total(terms[:half]) + total(terms[half:])

    return total([int(t) for t in query])
