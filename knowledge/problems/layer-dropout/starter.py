import numpy as np


class Dropout:
    """Inverted dropout; `p` is the probability to drop an entry."""

    def __init__(self, p, seed):
        """`p` from 0 to 1; equal seeds give equal masks."""
        raise NotImplementedError

    def forward(self, x, training):
        """x of any shape -> same shape."""
        raise NotImplementedError

    def backward(self, dout):
        """Gradient of the last forward call's input."""
        raise NotImplementedError
