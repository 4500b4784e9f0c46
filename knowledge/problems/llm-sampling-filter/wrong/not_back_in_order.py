import numpy as np


def filtered_probs(logits, top_k=None, top_p=None):
    shifted = logits - logits.max(axis=1, keepdims=True)
    probs = np.exp(shifted)
    order = np.argsort(-shifted, axis=1, kind="stable")
    ranked = np.take_along_axis(probs, order, axis=1)
    if top_k is not None:
        ranked[:, top_k:] = 0.0
    ranked /= ranked.sum(axis=1, keepdims=True)
    if top_p is not None and top_p < 1.0:
        before = ranked.cumsum(axis=1) - ranked
        ranked[:, 1:][before[:, 1:] >= top_p] = 0.0
        ranked /= ranked.sum(axis=1, keepdims=True)
    out = np.empty_like(ranked)
    np.put_along_axis(out, order, ranked, axis=1)
    return ranked
