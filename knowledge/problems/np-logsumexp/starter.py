import numpy as np


def logsumexp(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """log(sum(exp(x))) along axis, which the result no longer has."""
    raise NotImplementedError
