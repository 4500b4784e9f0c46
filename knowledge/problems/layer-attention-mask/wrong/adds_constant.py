import numpy as np


def attention(q, k, v, causal=False, key_mask=None):
    t, s, d = (q.shape[-2], k.shape[-2], q.shape[-1])
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(d)
    seen = np.ones((1, 1, t, s), dtype=bool)
    if causal:
        seen = seen & np.tri(t, s, s - t, dtype=bool)
    if key_mask is not None:
        seen = seen & key_mask[:, None, None, :]
    scores = scores + np.where(seen, 0.0, -1000000000.0)
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total == 0.0, 1.0, total) @ v
