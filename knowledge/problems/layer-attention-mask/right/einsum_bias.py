import numpy as np

def attention(q, k, v, causal=False, key_mask=None):
    b, h, t, d = q.shape; s = k.shape[2]
    ok = np.full((b, 1, t, s), True)
    if causal: ok = ok & (np.arange(s)[None, :] <= np.arange(s - t, s)[:, None])
    if key_mask is not None: ok = ok & key_mask.reshape(b, 1, 1, s)
    S = np.einsum('bhtd,bhsd->bhts', q, k)/d**.5
    big = np.where(ok, S, np.finfo(S.dtype).min).max(-1, keepdims=True)
    E = np.where(ok, np.exp(np.minimum(S - big, 0)), 0)
    Z = E.sum(-1, keepdims=True)
    return np.einsum('bhts,bhse->bhte', np.divide(E, Z, out=np.zeros_like(E), where=Z > 0), v)
