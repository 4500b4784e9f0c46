import numpy as np


def attention(q, k, v, causal=False, key_mask=None):
    t, s, d = (q.shape[-2], k.shape[-2], q.shape[-1])
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(d)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if causal:
        weights = weights * np.tri(t, s, s - t)
    if key_mask is not None:
        weights = weights * key_mask[:, None, None, :]
    return weights @ v
