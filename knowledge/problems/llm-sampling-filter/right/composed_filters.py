from functools import partial, reduce
import numpy as np
from typing import Callable

Filter = Callable[[np.ndarray], np.ndarray]


def renormalised(ranked: np.ndarray) -> np.ndarray:
    return ranked / ranked.sum(axis=-1, keepdims=True)


def best(ranked, k):
    return renormalised(np.where(np.arange(ranked.shape[-1]) < k, ranked, 0.0))


def nucleus(ranked, p):
    if p >= 1:
        return ranked
    sums = np.concatenate([np.zeros_like(ranked[:, :1]), np.cumsum(ranked, axis=-1)[:, :-1]], axis=-1)
    inside = sums < p
    inside[:, 0] = True
    return renormalised(ranked * inside)


def filtered_probs(logits, top_k=None, top_p=None):
    steps: list[Filter] = [renormalised]
    if top_k is not None:
        steps.append(partial(best, k=top_k))
    if top_p is not None:
        steps.append(partial(nucleus, p=top_p))
    order = np.argsort(-logits, axis=-1, kind="stable")
    odds = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    ranked = reduce(lambda r, step: step(r), steps, np.take_along_axis(odds, order, -1))
    back = np.argsort(order, axis=-1)
    return np.take_along_axis(ranked, back, -1)
