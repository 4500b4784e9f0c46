import numpy as np

def clip_gradients(grads, max_norm):
    flat = np.concatenate([np.zeros(0)] + [g.ravel().astype('f8') for g in grads if g is not None])
    norm = float(np.linalg.norm(flat))
    if not np.isfinite(norm): s = None
    else: s = max_norm/norm if norm > max_norm else 1
    return [g if g is None else np.zeros_like(g) if s is None else (g.astype('f8')*s).astype(g.dtype) for g in grads], norm
