import numpy as np

def calibration_error(p, y, bins=15):
    n = len(y)
    if not n:
        return 0
    conf, pred = np.max(p, 1).astype('f8'), np.argmax(p, 1)
    total = 0.
    edges = [b / bins for b in range(bins + 1)]
    for lo, hi in zip(edges, edges[1:]):
        inside = (conf > lo) & (conf <= hi) if hi < 1 else conf > lo
        if inside.any():
            total += inside.sum() / n * abs((pred[inside] == y[inside]).mean() - conf[inside].mean())
    return total
