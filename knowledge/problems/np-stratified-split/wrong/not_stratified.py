import numpy as np


def stratified_split(labels, test_share, rng):
    order = rng.permutation(len(labels))
    size = int(test_share * len(labels) + 0.5)
    return order[size:], order[:size]
