import numpy as np


def logsumexp(x, axis=-1):
    return np.log(np.exp(np.asarray(x, dtype=float)).sum(axis=axis))
