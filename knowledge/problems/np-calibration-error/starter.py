import numpy as np


def calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error of the top prediction, with equal-width bins closed on the right."""
    raise NotImplementedError
