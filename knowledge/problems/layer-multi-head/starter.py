import numpy as np


def multi_head(x, wq, wk, wv, wo, n_heads, n_kv_heads):
    """x (b, t, m) -> (b, t, m_out), causal, with grouped key and value heads."""
    raise NotImplementedError
