import numpy as np


class Dropout:
    """Inverted dropout; `p` is the probability to drop an entry."""

    def __init__(self, p, seed):
        """`p` from 0 to 1; equal seeds give equal masks."""
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"p must be between 0 and 1, got {p!r}")
        self.p = p
        # A generator of its own: nobody else's draws can move the masks.
        self.rng = np.random.default_rng(seed)
        self.mask = 1.0

    def forward(self, x, training):
        """x of any shape -> same shape."""
        if not training:
            self.mask = 1.0
        elif self.p == 1.0:
            self.mask = 0.0
        else:
            kept = self.rng.random(x.shape) >= self.p
            self.mask = kept / (1.0 - self.p)
        return x * self.mask

    def backward(self, dout):
        """Gradient of the last forward call's input."""
        return dout * self.mask
