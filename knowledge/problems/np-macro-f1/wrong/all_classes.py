import numpy as np


def macro_f1(truth: np.ndarray, predicted: np.ndarray, classes: int) -> tuple[np.ndarray, float]:
    """Confusion matrix (true by row, predicted by column) and the mean F1 of the classes that occur."""
    # A pair of classes is one number, so counting pairs is one bincount. int64: uint8 would overflow.
    pairs = np.asarray(truth).astype(np.int64) * classes + np.asarray(predicted).astype(np.int64)
    matrix = np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
    # 2 TP + FP + FN is the row sum plus the column sum; it is 0 just where the class does not occur.
    occurs = matrix.sum(axis=0) + matrix.sum(axis=1)
    seen = occurs > 0
    f1 = 2.0 * np.diag(matrix)[seen] / occurs[seen]
    return matrix, float(f1.sum() / classes)
