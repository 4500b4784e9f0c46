import numpy as np


class RunningMoments:
    def __init__(self, d):
        self.count, self.total, self.squares = 0, np.zeros(d), np.zeros(d)

    def update(self, batch):
        batch = np.asarray(batch, dtype=float)
        self.count += len(batch)
        self.total = self.total + batch.sum(axis=0)
        self.squares = self.squares + (batch**2).sum(axis=0)

    def merge(self, other):
        self.count += other.count
        self.total = self.total + other.total
        self.squares = self.squares + other.squares

    @property
    def mean(self):
        return self.total / self.count if self.count else np.full_like(self.total, np.nan)

    @property
    def variance(self):
        return self.squares / self.count - self.mean**2 if self.count else np.full_like(self.total, np.nan)
