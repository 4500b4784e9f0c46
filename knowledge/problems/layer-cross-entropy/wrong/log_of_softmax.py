import numpy as np


def cross_entropy(logits, targets, smoothing=0.0, ignore_index=-100):
    n, k = logits.shape
    counted = targets != ignore_index
    count = max(int(counted.sum()), 1)
    shifted = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    log_p = np.log(p)
    wanted = np.full((n, k), smoothing / k)
    wanted[np.arange(n), np.where(counted, targets, 0)] += 1.0 - smoothing
    wanted[~counted] = 0.0
    loss = -float((wanted * log_p).sum()) / count
    grad = (np.exp(log_p) * counted[:, None] - wanted) / count
    return (loss, grad)
