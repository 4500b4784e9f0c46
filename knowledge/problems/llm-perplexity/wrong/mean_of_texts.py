import numpy as np


def perplexity(logits, ids, mask):
    mask = np.asarray(mask, dtype=bool)
    values = []
    for x, y, m in zip(logits[:, :-1], ids[:, 1:], mask[:, :-1] & mask[:, 1:], strict=True):
        if m.any():
            x, y = (x[m], y[m])
            x = x - x.max(axis=1, keepdims=True)
            log_p = x[np.arange(len(x)), y] - np.log(np.exp(x).sum(axis=1))
            values.append(np.exp(-log_p.mean()))
    return float(np.mean(values)) if values else float("nan")
