import numpy as np
from math import ldexp


def unit(rows):
    rows = np.asarray(rows) * 1.0
    top = np.max(np.abs(rows), axis=-1, keepdims=True)
    rows = np.divide(rows, top, where=top > 0, out=np.zeros_like(rows))
    norm = np.linalg.norm(rows, axis=-1, keepdims=True)
    norm[norm == 0] = 1
    return rows / norm


def scored(queries, passages, block):
    ready = unit(passages).T
    for start in range(0, len(queries), block):
        part = unit(queries[start : start + block]) @ ready
        yield part.argmax(1), part.max(1)


def best_matches(queries, passages, block=64):
    found = list(scored(queries, passages, block))
    if not found:
        return [], []
    positions, scores = zip(*found)
    return np.concatenate(positions).tolist(), np.concatenate(scores).tolist()
