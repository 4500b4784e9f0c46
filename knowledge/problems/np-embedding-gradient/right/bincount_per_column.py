import numpy as np

def embedding_gradient(tokens, upstream, vocabulary, padding=None):
    t = tokens.ravel().astype(int); u = upstream.reshape(t.size, -1) if t.size else np.zeros((0, upstream.shape[-1]))
    g = np.stack([np.bincount(t, weights=c, minlength=vocabulary) for c in u.T], 1)
    if padding is not None: g[padding] *= 0
    return g
