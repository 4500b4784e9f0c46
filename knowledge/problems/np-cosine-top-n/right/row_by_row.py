import numpy as np

def recommend(users, items, seen, count):
    def unit(v):
        v = np.array(v, dtype=float); l = np.sqrt((v**2).sum(1)); l[l == 0] = 1
        return v/l[:, None]
    U, V = unit(users), unit(items)
    out = np.full((len(U), count), -1)
    for i in range(len(U)):
        free = np.flatnonzero(~seen[i].astype(bool))
        s = V[free] @ U[i]
        best = free[np.argsort(-s, kind='stable')][:count]
        out[i, :len(best)] = best
    return out
