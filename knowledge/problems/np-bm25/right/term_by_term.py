import numpy as np
from math import log

def bm25_scores(counts, query, k1=1.5, b=0.75):
    N = len(counts)
    out = np.zeros(N)
    L = counts.sum(axis=1, dtype=float)
    avg = L.mean() if N else 0
    if not avg: return out
    for t in query:
        f = counts[:, t].astype(float)
        n = np.count_nonzero(f)
        if n == 0: continue
        hit = f > 0
        out[hit] += log(1 + (N - n + .5)/(n + .5)) * f[hit]*(k1 + 1) / (f[hit] + k1*(1 - b + b*L[hit]/avg))
    return out
