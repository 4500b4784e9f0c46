import numpy as np


class CachedAttention:
    """Causal self-attention that remembers the keys and values of earlier positions."""

    def __init__(self, wq, wk, wv, wo, n_heads):
        """Weights (m, m); the cache starts empty."""
        self.length = 0
        raise NotImplementedError

    def truncate(self, n):
        """Keeps the first `n` positions."""
        raise NotImplementedError

    def forward(self, x):
        """x (b, t, m), the next positions -> (b, t, m)."""
        raise NotImplementedError
