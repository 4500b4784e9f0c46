from dataclasses import dataclass, field, replace
import numpy as np


@dataclass
class State:
    n: int
    mean: np.ndarray
    var: np.ndarray

    def __add__(self, other):
        if self.n == 0 or other.n == 0:
            return replace(self if self.n else other)
        n = self.n + other.n
        w = other.n / n
        gap = other.mean - self.mean
        return State(n, self.mean + gap * w, self.var * (1 - w) + other.var * w + gap * gap * w * (1 - w))


@dataclass
class RunningMoments:
    d: int
    state: State = field(init=False, repr=False)

    def __post_init__(self):
        self.state = State(0, *(np.full(self.d, np.nan) for _ in range(2)))

    def update(self, batch):
        rows = batch.astype(np.float64)
        if rows.size:
            self.state = self.state + State(rows.shape[0], rows.mean(axis=0), rows.var(axis=0))

    def merge(self, other):
        self.state += other.state

    count = property(lambda self: self.state.n)
    mean = property(lambda self: self.state.mean)
    variance = property(lambda self: self.state.var)
