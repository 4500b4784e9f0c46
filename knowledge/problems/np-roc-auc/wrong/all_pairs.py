import numpy as np


def roc_auc(labels, scores):
    labels = np.asarray(labels).astype(bool)
    high, low = np.asarray(scores)[labels], np.asarray(scores)[~labels]
    if not len(high) or not len(low):
        return float("nan")
    return float(sum((h > low).sum() + 0.5 * (h == low).sum() for h in high) / (len(high) * len(low)))
