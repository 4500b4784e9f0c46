import numpy as np


def split(texts, test_share, seed):
    """Positions of the training and of the test rows."""
    order = np.random.default_rng(seed).permutation(len(texts))
    n_test = round(test_share * len(texts))
    return order[n_test:].tolist(), order[:n_test].tolist()
