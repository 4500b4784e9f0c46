import numpy as np

def filtered_probs(logits, top_k=None, top_p=None):
    n, v = logits.shape
    p = np.exp(logits - logits.max(1)[:, None]); p /= p.sum(1)[:, None]
    order = np.lexsort((np.broadcast_to(np.arange(v), (n, v)), -p), axis=1)
    rank = np.empty_like(order); np.put_along_axis(rank, order, np.arange(v)[None], 1)
    if top_k is not None:
        p[rank >= top_k] = 0; p /= p.sum(1, keepdims=True)
    if top_p is not None and top_p < 1:
        s = np.take_along_axis(p, order, 1)
        c = np.cumsum(s, 1)
        need = 1 + (c < top_p).sum(1)
        p[rank >= need[:, None]] = 0; p /= p.sum(1, keepdims=True)
    return p
