import math

import numpy as np


def clip_gradients(grads, max_norm):
    squares = (float(np.sum(np.square(g.astype(np.float64)))) for g in grads if g is not None)
    norm = math.sqrt(sum(squares))
    if not math.isfinite(norm):
        return [None if g is None else np.zeros_like(g) for g in grads], norm
    clipped = []
    for g in grads:
        own = float(np.linalg.norm(g.astype(np.float64))) if g is not None else 0.0
        clipped.append(g if g is None else (g * min(1.0, max_norm / max(own, 1e-12))).astype(g.dtype))
    return clipped, norm
