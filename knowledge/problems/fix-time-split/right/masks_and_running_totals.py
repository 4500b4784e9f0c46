import numpy as np


class Backtest:
    def __init__(self, times, values, window, gap):
        self.t, self.v = np.array(times, dtype=np.float64), np.array(values, dtype=np.float64)
        self.gap = gap
        self.order = np.lexsort((np.arange(self.t.size), self.t))
        st, sv = self.t[self.order], self.v[self.order]
        total = np.r_[0.0, np.cumsum(sv)]
        end = np.searchsorted(st, st)
        begin = np.maximum(end - window, 0)
        means = np.where(end > 0, (total[end] - total[begin]) / np.maximum(end - begin, 1), 0.0)
        self.feature = np.empty_like(means)
        self.feature[self.order] = means

    def block(self, test):
        train, = np.where(self.t < self.t[test].min() - self.gap)
        residual = (self.v - self.feature)[train]
        bias = residual.mean() if residual.size else 0
        return {"train": train, "test": test, "features": self.feature[test], "bias": bias, "mae": np.abs(self.v - self.feature - bias)[test].mean()}

    def __call__(self, k):
        size = len(self.t) // (k + 1)
        return [self.block(test) for test in np.split(self.order[-k * size:], k)]


def backtest(times, values, window, k, gap):
    return Backtest(times, values, window, gap)(k)
