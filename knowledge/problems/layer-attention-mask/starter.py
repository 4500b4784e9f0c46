import numpy as np


def attention(q, k, v, causal=False, key_mask=None):
    """q (b, h, t, d), k (b, h, s, d), v (b, h, s, e), key_mask bool (b, s) -> (b, h, t, e)."""
    raise NotImplementedError
