import numpy as np

def ndcg_at_k(grades, scores, k):
    n, m = grades.shape; k = min(k, m)
    g = 2.0**grades.astype(float) - 1
    w = np.where(np.arange(m) < k, 1/np.log2(np.arange(m) + 2), 0)
    order = np.lexsort((np.broadcast_to(np.arange(m), (n, m)), -scores), axis=-1)
    rows = np.arange(n)[:, None]
    dcg = (g[rows, order]*w).sum(1)
    best = (np.sort(g, 1)[:, ::-1]*w).sum(1)
    return np.where(best > 0, dcg/np.where(best > 0, best, 1), 0.)
