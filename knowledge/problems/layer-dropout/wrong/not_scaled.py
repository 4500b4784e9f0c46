import numpy as np


class Dropout:
    def __init__(self, p, seed):
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"p must be between 0 and 1, got {p!r}")
        self.p = p
        self.rng = np.random.default_rng(seed)
        self.mask = 1.0

    def forward(self, x, training):
        if not training:
            self.mask = 1.0
        elif self.p == 1.0:
            self.mask = 0.0
        else:
            kept = self.rng.random(x.shape) >= self.p
            self.mask = kept * 1.0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
