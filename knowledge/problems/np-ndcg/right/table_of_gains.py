import numpy as np
from functools import cache

GAIN = np.array([2**g - 1 for g in range(11)], dtype=np.float64)


@cache
def discounts(k):
    return 1 / np.log2(np.arange(2, k + 2, dtype=np.float64))


class Ndcg:
    def __init__(self, k):
        self.k = k

    def dcg(self, gains):
        top = gains[:, : self.k]
        return np.einsum("nk,k->n", top, discounts(top.shape[1]))

    def __call__(self, grades, scores):
        gains = GAIN[grades]
        m = gains.shape[1]
        flipped = np.argsort(scores[:, ::-1], axis=1, kind="stable")[:, ::-1]
        real = self.dcg(np.take_along_axis(gains, m - 1 - flipped, axis=1))
        ideal = self.dcg(np.flip(np.sort(gains, axis=1), axis=1))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(real / ideal)


def ndcg_at_k(grades, scores, k):
    return Ndcg(k)(grades, scores)
