import numpy as np


class Net:
    """Batch norm, one hidden ReLU layer with dropout, one output."""

    def __init__(self, w, v, drop, momentum, seed):
        self.w, self.v = w, v
        self.drop, self.momentum = drop, momentum
        self.mean, self.var = np.zeros(len(w)), np.ones(len(w))
        self.rng = np.random.default_rng(seed)

    def normalise(self, x):
        mean, var = x.mean(axis=0), x.var(axis=0)
        self.mean = self.momentum * self.mean + (1 - self.momentum) * mean
        self.var = self.momentum * self.var + (1 - self.momentum) * var
        return (x - mean) / np.sqrt(var + 1e-5)

    def dropout(self, hidden):
        return hidden * (self.rng.random(hidden.shape) >= self.drop)

    def forward(self, x):
        hidden = np.maximum(self.normalise(x) @ self.w, 0)
        return self.dropout(hidden) @ self.v

    def predict(self, x):
        return self.forward(x)
