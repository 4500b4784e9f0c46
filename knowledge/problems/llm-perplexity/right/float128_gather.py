import numpy as np

def perplexity(logits, ids, mask):
    m = mask.astype(bool)
    b, i = np.nonzero(m[:, 1:] & m[:, :-1])
    if len(b) == 0: return np.nan
    z = logits[b, i].astype(np.longdouble)
    top = z.max(-1)
    lse = np.log(np.exp(z - top[:, None]).sum(-1)) + top
    return np.exp(np.mean(lse - z[np.arange(len(b)), ids[b, i + 1]]))
