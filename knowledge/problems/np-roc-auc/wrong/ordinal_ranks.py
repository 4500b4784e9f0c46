import numpy as np


def roc_auc(labels, scores):
    labels = np.asarray(labels).astype(bool)
    ranks = np.empty(len(labels))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(labels) + 1)
    p, n = labels.sum(), (~labels).sum()
    if p == 0 or n == 0:
        return float("nan")
    return float((ranks[labels].sum() - p * (p + 1) / 2) / (p * n))
