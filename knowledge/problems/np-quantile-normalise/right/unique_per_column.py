import numpy as np

def quantile_normalise(x):
    ref = np.sort(x, axis=0).mean(axis=1) if x.size else np.zeros(len(x))
    out = np.zeros(x.shape)
    for j in range(x.shape[1]):
        _, inv, cnt = np.unique(x[:, j], return_inverse=True, return_counts=True)
        if not len(cnt): continue
        order = np.repeat(np.arange(len(cnt)), cnt)
        out[:, j] = (np.bincount(order, weights=ref)/cnt)[inv]
    return out
