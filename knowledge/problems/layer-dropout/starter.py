import numpy as np


class Dropout:
    """Inverted dropout; `p` is the probability to drop an entry."""

    def __init__(self, p, seed):
        """Owns a generator, so that nobody else's draws move the masks."""
        raise NotImplementedError

    def forward(self, x, training):
        """x of any shape -> same shape."""
        raise NotImplementedError

    def backward(self, dout):
        """Gradient of the last forward call's input."""
        raise NotImplementedError
