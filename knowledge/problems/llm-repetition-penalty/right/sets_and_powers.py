import numpy as np
from collections import deque


def penalise(logits, history, penalty=1.2, window=None):
    if penalty <= 0:
        raise ValueError("penalty <= 0")
    out = logits.tolist()
    for row, ids in zip(out, history):
        for token in {*deque(ids, maxlen=window)}:
            row[token] = float(row[token]) * penalty ** (-1 if row[token] > 0 else 1)
    return np.array(out, dtype=np.float64).reshape(logits.shape)
