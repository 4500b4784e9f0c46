import numpy as np


def roc_auc(labels: np.ndarray, scores: np.ndarray) -> float:
    falling = np.argsort(scores)[::-1]
    hits = labels[falling].astype(np.float64)
    ordered = scores[falling]
    ends = np.r_[np.flatnonzero(np.diff(ordered)), len(ordered) - 1] if len(ordered) else np.array([], int)
    tpr = np.r_[0.0, np.cumsum(hits)[ends]]
    fpr = np.r_[0.0, np.cumsum(1 - hits)[ends]]
    if not tpr[-1] or not fpr[-1]:
        return float("nan")
    return np.float64(np.trapezoid(tpr / tpr[-1], fpr / fpr[-1]))
