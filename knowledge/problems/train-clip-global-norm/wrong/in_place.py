import math

import numpy as np


def clip_gradients(grads, max_norm):
    squares = (float(np.sum(np.square(g.astype(np.float64)))) for g in grads if g is not None)
    norm = math.sqrt(sum(squares))
    if not math.isfinite(norm):
        return [None if g is None else np.zeros_like(g) for g in grads], norm
    factor = min(1.0, max_norm / norm) if norm > 0 else 1.0
    for g in grads:
        if g is not None:
            g *= g.dtype.type(factor)
    return grads, norm
