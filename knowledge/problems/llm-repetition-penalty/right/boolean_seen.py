import numpy as np

def penalise(logits, history, penalty=1.2, window=None):
    if not penalty > 0: raise ValueError(penalty)
    n, v = logits.shape
    seen = np.zeros((n, v), bool)
    for i, h in enumerate(history):
        recent = h[::-1][:window] if window is not None else h
        seen[i, list(recent)] = True
    z = logits.astype(float)
    return np.where(seen, np.where(z > 0, z/penalty, z*penalty), z)
