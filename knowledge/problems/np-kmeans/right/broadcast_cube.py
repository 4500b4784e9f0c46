import numpy as np

def kmeans(x, centres, max_steps):
    x = x.astype(float); c = centres.astype(float)
    d2 = lambda c: ((x[:, None, :] - c[None])**2).sum(-1)
    for _ in range(max_steps):
        lab = d2(c).argmin(1)
        hot = lab[:, None] == np.arange(len(c))
        n = hot.sum(0)
        new = np.where(n[:, None] > 0, hot.T.astype(float) @ x / np.maximum(n, 1)[:, None], c)
        if (new == c).all(): break
        c = new
    D = d2(c)
    return c, D.argmin(1), D.min(1).sum()
