import numpy as np


def perplexity(logits, ids, mask):
    mask = np.asarray(mask, dtype=bool)
    counted = mask[:, :-1]
    if not counted.any():
        return float("nan")
    rows, targets = (logits[:, :-1][counted], ids[:, 1:][counted])
    shifted = rows - rows.max(axis=1, keepdims=True)
    log_p = shifted[np.arange(len(rows)), targets] - np.log(np.exp(shifted).sum(axis=1))
    return float(np.exp(-log_p.mean()))
