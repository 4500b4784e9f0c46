import numpy as np


def _split(x, heads):
    """(b, t, heads * d) -> (b, heads, t, d)."""
    b, t, width = x.shape
    return x.reshape(b, t, heads, width // heads).transpose(0, 2, 1, 3)


def multi_head(x, wq, wk, wv, wo, n_heads, n_kv_heads):
    """x (b, t, m) -> (b, t, m_out), causal, with grouped key and value heads."""
    if n_heads % n_kv_heads:
        raise ValueError(f"{n_kv_heads} key heads do not divide {n_heads} heads")
    b, t, _ = x.shape
    group = n_heads // n_kv_heads
    q = _split(x @ wq, n_heads)
    k = np.repeat(_split(x @ wk, n_kv_heads), group, axis=1)
    v = np.repeat(_split(x @ wv, n_kv_heads), group, axis=1)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(np.tri(t, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    # Heads go back behind the positions before they are joined.
    joined = (weights @ v).transpose(0, 2, 1, 3).reshape(b, t, -1)
    return joined @ wo
