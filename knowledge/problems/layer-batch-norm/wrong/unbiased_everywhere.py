import numpy as np


class BatchNorm:
    def __init__(self, d, momentum=0.1, eps=1e-05):
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.ones(d)
        self.beta = np.zeros(d)
        self.running_mean = np.zeros(d)
        self.running_var = np.ones(d)

    def forward(self, x, training):
        if training:
            n = len(x)
            if n < 2:
                raise ValueError(f"a training batch needs at least two rows, got {n}")
            mean, var = (x.mean(axis=0), x.var(axis=0, ddof=1))
            keep, new = (1.0 - self.momentum, self.momentum)
            self.running_mean = keep * self.running_mean + new * mean
            self.running_var = keep * self.running_var + new * var
        else:
            mean, var = (self.running_mean, self.running_var)
        return self.gamma * (x - mean) / np.sqrt(var + self.eps) + self.beta
