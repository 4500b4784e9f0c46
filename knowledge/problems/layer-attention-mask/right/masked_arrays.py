import numpy as np
import numpy.ma as ma


def attention(q, k, v, causal=False, key_mask=None):
    t, s = q.shape[-2], k.shape[-2]
    hidden = np.zeros((q.shape[0], 1, t, s), dtype=bool)
    if key_mask is not None:
        hidden |= ~np.expand_dims(key_mask, (1, 2))
    if causal:
        hidden |= np.triu(np.ones((t, s), bool), k=s - t + 1)
    scores = np.matmul(q / np.sqrt(np.float64(q.shape[-1])), k.transpose(0, 1, 3, 2))
    scores = ma.array(scores, mask=np.broadcast_to(hidden, scores.shape))
    with np.errstate(all="ignore"):
        raised = ma.exp(scores - scores.max(axis=-1, keepdims=True))
        weights = raised / raised.sum(axis=-1, keepdims=True)
    return np.matmul(weights.filled(0.0), v)
