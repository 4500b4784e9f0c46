from math import hypot, inf, isfinite
import numpy as np


def clip_gradients(grads, max_norm):
    """Norms of norms; each array's own is taken of its doubles."""
    norms = (0.0 if g is None else float(np.sqrt(np.vdot(d := np.float64(g).ravel(), d))) for g in grads)
    norm = hypot(*norms)

    def clipped(g):
        match g:
            case None:
                return None
            case _ if not isfinite(norm):
                return np.zeros(g.shape, dtype=g.dtype)
            case _ if norm <= max_norm:
                return np.array(g)
        return np.multiply(g, max_norm / norm, dtype=np.float64).astype(g.dtype)

    return tuple(map(clipped, grads)), norm
