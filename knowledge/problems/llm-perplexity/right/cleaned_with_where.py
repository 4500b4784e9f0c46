import numpy as np
from functools import cache


@cache
def axis_of_vocabulary():
    return -1


def log_softmax(z):
    z = z - np.max(z, axis=axis_of_vocabulary(), keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=axis_of_vocabulary(), keepdims=True))


def perplexity(logits, ids, mask):
    """Everything stays a rectangle; what does not count is replaced before any arithmetic."""
    mask = np.asarray(mask) != 0
    pair = np.logical_and(mask[:, 1:], mask[:, :-1])
    clean = np.where(pair[..., None], logits[:, :-1], 0.0)
    labels = np.where(pair, ids[:, 1:], 0)
    picked = np.take_along_axis(log_softmax(clean), labels[..., None], axis=-1).squeeze(-1)
    how_many = np.count_nonzero(pair)
    return float(np.exp(-np.sum(picked, where=pair) / how_many)) if how_many else float("nan")
