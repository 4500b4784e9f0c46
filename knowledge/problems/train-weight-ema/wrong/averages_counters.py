import numpy as np


class WeightEma:
    def __init__(self, decay):
        self.decay = decay
        self.total = 0.0
        self.sums = {}
        self.dtypes = {}

    def update(self, weights):
        self.total = self.decay * self.total + (1 - self.decay)
        for name, value in weights.items():
            value = np.asarray(value)
            self.dtypes[name] = value.dtype
            old = self.sums.get(name, 0.0)
            self.sums[name] = self.decay * old + (1 - self.decay) * value.astype(np.float64)

    def average(self):
        out = {}
        for name, value in self.sums.items():
            dtype = self.dtypes[name]
            out[name] = (value / self.total).astype(dtype)
        return out
