import numpy as np


def penalise(logits, history, penalty=1.2, window=None):
    if penalty <= 0:
        raise ValueError(f"the penalty must be above zero, got {penalty!r}")
    out = np.asarray(logits, dtype=np.result_type(logits, np.float32))
    for row, ids in zip(out, history, strict=True):
        recent = ids if window is None else ids[max(len(ids) - window, 0) :]
        seen = np.unique(np.asarray(recent, dtype=np.int64))
        row[seen] = np.where(row[seen] > 0, row[seen] / penalty, row[seen] * penalty)
    return out
