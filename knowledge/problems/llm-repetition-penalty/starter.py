import numpy as np


def penalise(logits, history, penalty=1.2, window=None):
    """logits (n, v), history n lists of ids -> new float logits (n, v)."""
    raise NotImplementedError
