import numpy as np

def span_means(values, starts, ends):
    v = np.asarray(values, float); n = len(v)
    ok = ~np.isnan(v)
    S = np.zeros(n + 1); np.cumsum(np.where(ok, v, 0), out=S[1:])
    N = np.zeros(n + 1, int); np.cumsum(ok, out=N[1:])
    a = np.clip(starts, 0, n).astype(int); b = np.maximum(np.clip(ends, 0, n).astype(int), a)
    c = N[b] - N[a]
    with np.errstate(all='ignore'): m = (S[b] - S[a])/c
    return np.nan_to_num(m)
