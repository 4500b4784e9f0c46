import math
import numpy as np
from types import SimpleNamespace


def adam_step(param, grad, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    """Both corrections folded into the step size; epsilon scaled alike so that it still stands beside the corrected root."""
    b = SimpleNamespace(m=betas[0], v=betas[1])
    old = state or dict(m=0.0, v=0.0, t=0)
    g = grad.astype(np.float64) + (0 if decoupled else weight_decay) * param.astype(np.float64)
    m = np.asarray(b.m * old["m"] + (1 - b.m) * g)
    v = np.asarray(b.v * old["v"] + (1 - b.v) * np.square(g))
    t = old["t"] + 1
    root = math.sqrt(1 - b.v**t)
    moved = param - lr * root / (1 - b.m**t) * m / (np.sqrt(v) + eps * root)
    if decoupled:
        moved = moved - lr * weight_decay * param
    return moved.astype(param.dtype), {"t": t, "v": v, "m": m}
