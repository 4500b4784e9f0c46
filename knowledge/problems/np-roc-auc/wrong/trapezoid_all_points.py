import numpy as np


def roc_auc(labels, scores):
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    y = np.asarray(labels)[order].astype(float)
    if y.sum() in (0, len(y)):
        return float("nan")
    tpr = np.concatenate([[0.0], np.cumsum(y) / y.sum()])
    fpr = np.concatenate([[0.0], np.cumsum(1 - y) / (1 - y).sum()])
    return float(((tpr[1:] + tpr[:-1]) / 2 * np.diff(fpr)).sum())
