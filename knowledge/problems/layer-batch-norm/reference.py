import numpy as np


class BatchNorm:
    """Normalises each of `d` features over the batch; keeps running statistics for eval mode."""

    def __init__(self, d, momentum=0.1, eps=1e-5):
        """`momentum` is the weight of the newest batch."""
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.ones(d)
        self.beta = np.zeros(d)
        self.running_mean = np.zeros(d)
        self.running_var = np.ones(d)

    def forward(self, x, training):
        """x (n, d) -> (n, d)."""
        if training:
            n = len(x)
            if n < 2:
                raise ValueError(f"a training batch needs at least two rows, got {n}")
            mean, var = x.mean(axis=0), x.var(axis=0)
            keep, new = 1.0 - self.momentum, self.momentum
            self.running_mean = keep * self.running_mean + new * mean
            self.running_var = keep * self.running_var + new * var * n / (n - 1)
        else:
            mean, var = self.running_mean, self.running_var
        return self.gamma * (x - mean) / np.sqrt(var + self.eps) + self.beta
