import numpy as np


def roc_auc(labels: np.ndarray, scores: np.ndarray) -> float:
    """P(score of a positive > score of a negative) + P(equal) / 2; NaN where one of the classes is missing."""
    positive = np.asarray(labels).astype(bool)
    scores = np.asarray(scores)
    high, low = scores[positive], np.sort(scores[~positive])
    if len(high) == 0 or len(low) == 0:
        return float("nan")
    # For each positive: negatives strictly below, and negatives at most equal. Their mean counts ties one half.
    below = np.searchsorted(low, high, side="left").sum(dtype=np.float64)
    up_to = np.searchsorted(low, high, side="right").sum(dtype=np.float64)
    return float((below + up_to) / (2.0 * len(high) * len(low)))
