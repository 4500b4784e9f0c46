import numpy as np

def leave_one_out_means(keys, target, fallback):
    y = target.astype(float); ok = ~np.isnan(y); y = np.where(ok, y, 0)
    u, g = np.unique(keys, return_inverse=True)
    S = np.zeros(len(u)); N = np.zeros(len(u))
    np.add.at(S, g, y); np.add.at(N, g, ok)
    n = N[g] - ok
    with np.errstate(all='ignore'): out = (S[g] - y)/n
    out[n == 0] = fallback
    return out
