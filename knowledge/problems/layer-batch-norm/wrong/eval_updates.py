import numpy as np


class BatchNorm:
    def __init__(self, d, momentum=0.1, eps=1e-05):
        self.momentum, self.eps = (momentum, eps)
        self.gamma, self.beta = (np.ones(d), np.zeros(d))
        self.running_mean, self.running_var = (np.zeros(d), np.ones(d))

    def forward(self, x, training):
        n = len(x)
        if training and n < 2:
            raise ValueError("too few rows")
        mean, var = (x.mean(axis=0), x.var(axis=0))
        old_mean, old_var = (self.running_mean, self.running_var)
        self.running_mean = (1 - self.momentum) * old_mean + self.momentum * mean
        self.running_var = (1 - self.momentum) * old_var + self.momentum * var * n / max(n - 1, 1)
        if not training:
            mean, var = (old_mean, old_var)
        return self.gamma * (x - mean) / np.sqrt(var + self.eps) + self.beta
