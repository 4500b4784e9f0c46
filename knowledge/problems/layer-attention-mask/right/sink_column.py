import numpy as np
from functools import reduce
from operator import and_


def masks(q, k, causal, key_mask):
    t, s = q.shape[-2], k.shape[-2]
    yield np.ones((t, s), dtype=np.bool_)
    if causal:
        yield np.tril(np.ones((s, s), dtype=np.bool_))[s - t:]
    if key_mask is not None:
        yield key_mask[:, None, None].astype(bool)


def attention(q, k, v, causal=False, key_mask=None):
    """Where nothing may be seen, the row's own maximum is zero and so is its sum; one is added to that sum alone."""
    seen = reduce(and_, masks(q, k, causal, key_mask))
    scale = 1 / np.sqrt(q.shape[-1])
    scores = (q * scale) @ np.moveaxis(k, -1, -2)
    any_key = seen.any(-1, keepdims=True)
    peak = np.max(scores, axis=-1, keepdims=True, where=seen, initial=-np.inf)
    peak = np.where(any_key, peak, 0)
    odds = np.exp(np.where(seen, scores - peak, -np.inf))
    return odds @ v / (odds.sum(-1, keepdims=True) + ~any_key)
