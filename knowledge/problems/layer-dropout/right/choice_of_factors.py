import numpy as np

class Dropout:
    def __init__(self, p, seed):
        if p < 0 or p > 1: raise ValueError(p)
        self.p, self.rs, self.m = p, np.random.RandomState(seed), None
    def forward(self, x, training):
        self.m = None
        if training:
            keep = 1 - self.p
            self.m = self.rs.binomial(1, keep, size=np.shape(x))/(keep or 1)
        return x.copy() if self.m is None else np.multiply(x, self.m)
    def backward(self, dout):
        return dout.copy() if self.m is None else np.multiply(dout, self.m)
