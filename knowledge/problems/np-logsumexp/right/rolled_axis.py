import numpy as np

def logsumexp(x, axis=-1):
    x = np.moveaxis(np.asarray(x) * 1.0, axis, 0)
    if x.shape[0] == 0: return np.full(x.shape[1:], -np.inf)
    m = x.max(0)
    out = m.copy()
    ok = np.isfinite(m)
    out = np.where(ok, np.log(np.exp(np.where(ok, x - np.where(ok, m, 0), -np.inf if 0 else 0)).sum(0)) + np.where(ok, m, 0), m)
    return out
