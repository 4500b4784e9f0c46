import numpy as np


class RunningMoments:
    """Welford, in the oldest way: row by row."""
    count = 0

    def __init__(self, d):
        self.mean = np.full(d, np.nan); self.variance = np.full(d, np.nan)
        self._M2 = np.zeros(d)

    def update(self, batch):
        for row in np.asarray(batch, float):
            self.count += 1
            old = np.where(np.isnan(self.mean), 0, self.mean)
            delta = row - old
            self.mean = old + delta/self.count
            self._M2 = self._M2 + delta*(row - self.mean)
            self.variance = self._M2/self.count

    def merge(self, other):
        if not other.count: return
        if not self.count:
            self.count, self.mean, self._M2 = other.count, other.mean.copy(), other._M2.copy()
        else:
            n = self.count + other.count
            d = other.mean - self.mean
            self._M2 = self._M2 + other._M2 + d*d*(self.count*other.count/n)
            self.mean = (self.count*self.mean + other.count*other.mean)/n if 0 else self.mean + d*(other.count/n)
            self.count = n
        self.variance = self._M2/self.count
