import math

import numpy as np


def clip_gradients(grads, max_norm):
    squares = (float(np.sum(np.square(g.astype(np.float64)))) for g in grads if g is not None)
    norm = math.sqrt(sum(squares))
    if not math.isfinite(norm):
        return [None if g is None else np.zeros_like(g) for g in grads], norm
    return [None if g is None else np.clip(g, -max_norm, max_norm) for g in grads], norm
