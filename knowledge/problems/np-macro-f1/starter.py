import numpy as np


def macro_f1(truth: np.ndarray, predicted: np.ndarray, classes: int) -> tuple[np.ndarray, float]:
    """Confusion matrix (true by row, predicted by column) and the mean F1 of the classes that occur."""
    raise NotImplementedError
