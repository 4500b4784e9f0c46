import numpy as np


def rope(x, positions, base=10000.0):
    """x (..., t, d), positions (t,) or broadcastable to (..., t) -> rotated x, same shape and dtype."""
    raise NotImplementedError
