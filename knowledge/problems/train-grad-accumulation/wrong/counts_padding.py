import numpy as np

IGNORED = -100


def accumulate(weights, micro_batches):
    weights = np.asarray(weights, dtype=float)
    total, count, grad = 0.0, 0, np.zeros_like(weights)
    for x, y in micro_batches:
        counted = np.asarray(y) != IGNORED
        rows, labels = np.asarray(x, dtype=float)[counted], np.asarray(y)[counted]
        if not len(labels):
            continue
        logits = rows @ weights
        logits -= logits.max(axis=1, keepdims=True)
        log_probs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        picked = np.arange(len(labels)), labels
        total -= log_probs[picked].sum()
        error = np.exp(log_probs)
        error[picked] -= 1.0
        grad += rows.T @ error
        count += len(y)
    if not count:
        return 0.0, grad
    return float(total / count), grad / count
