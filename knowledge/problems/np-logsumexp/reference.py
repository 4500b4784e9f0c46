import numpy as np


def logsumexp(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """log(sum(exp(x))) along axis, which the result no longer has."""
    x = np.asarray(x, dtype=np.float64)
    top = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    # Subtracting an infinite maximum would be inf - inf; 0 leaves exp(-inf) = 0 and exp(inf) = inf, which is right.
    shift = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore", over="ignore"):
        total = np.log(np.exp(x - shift).sum(axis=axis))
    return total + np.squeeze(shift, axis=axis)
