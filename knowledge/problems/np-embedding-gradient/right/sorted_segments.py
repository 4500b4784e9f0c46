import numpy as np


def embedding_gradient(tokens, upstream, vocabulary, padding=None):
    flat, d = np.ravel(tokens), upstream.shape[-1]
    out = np.zeros((vocabulary, d), dtype=upstream.dtype if upstream.dtype.kind == "f" else float)
    if flat.size == 0:
        return out
    order = flat.argsort(kind="stable")
    ordered = flat[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    out[ordered[starts]] = np.add.reduceat(upstream.reshape(-1, d)[order], starts, axis=0, dtype=out.dtype)
    out[() if padding is None else padding] *= 1 if padding is None else 0
    return out
