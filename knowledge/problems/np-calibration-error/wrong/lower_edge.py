import numpy as np


def calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error of the top prediction, with equal-width bins closed on the right."""
    probabilities = np.asarray(probabilities, dtype=np.float64)
    if len(probabilities) == 0:
        return 0.0
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == np.asarray(labels)
    # Interior edges only: what lies above the last one, 1.0 included, is in the last bin.
    edges = np.arange(1, bins) / bins
    place = np.searchsorted(edges, confidence, side="right")
    # n_b / n * |accuracy_b - confidence_b| is |sum of (right - confidence) in b| / n: no division by an empty bin.
    gap = np.bincount(place, weights=right - confidence, minlength=bins)
    return float(np.abs(gap).sum() / len(confidence))
