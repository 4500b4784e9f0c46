import numpy as np


def perplexity(logits, ids, mask):
    mask = np.asarray(mask, dtype=bool)
    counted = mask[:, :-1] & mask[:, 1:]
    if not counted.any():
        return float("nan")
    x, y = (logits[:, :-1], np.maximum(ids[:, 1:], 0))
    x = x - x.max(axis=-1, keepdims=True)
    log_p = np.take_along_axis(x, y[..., None], axis=-1)[..., 0] - np.log(np.exp(x).sum(axis=-1))
    return float(np.exp(-(log_p * counted).sum() / counted.sum()))
