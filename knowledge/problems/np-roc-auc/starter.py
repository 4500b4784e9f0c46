import numpy as np


def roc_auc(labels: np.ndarray, scores: np.ndarray) -> float:
    """P(score of a positive > score of a negative) + P(equal) / 2; NaN where one of the classes is missing."""
    raise NotImplementedError
