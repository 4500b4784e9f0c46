import numpy as np

def roc_auc(labels, scores):
    y = np.asarray(labels) > 0
    P = y.sum(); N = y.size - P
    if P == 0 or N == 0: return np.nan
    _, inv, cnt = np.unique(scores, return_inverse=True, return_counts=True)
    avg_rank = np.cumsum(cnt) - (cnt - 1) / 2
    return (avg_rank[inv][y].sum() - P*(P+1)/2) / (P*N)
