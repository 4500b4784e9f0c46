import numpy as np


class Net:
    def __init__(self, w, v, drop, momentum, seed):
        self.w, self.v = w, v
        self.drop, self.momentum = drop, momentum
        self.mean, self.var = np.zeros(len(w)), np.ones(len(w))
        self.rng = np.random.default_rng(seed)

    def normalise(self, x, training):
        mean, var = self.mean, self.var
        if training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.mean = self.momentum * self.mean + (1 - self.momentum) * mean
            self.var = self.momentum * self.var + (1 - self.momentum) * var
        return (x - mean) / np.sqrt(var + 1e-5)

    def dropout(self, hidden):
        kept = self.rng.random(hidden.shape) >= self.drop
        return hidden * kept / (1 - self.drop)

    def forward(self, x):
        hidden = np.maximum(self.normalise(x, training=True) @ self.w, 0)
        return self.dropout(hidden) @ self.v

    def predict(self, x):
        return np.maximum(self.normalise(x, training=False) @ self.w, 0) @ self.v
