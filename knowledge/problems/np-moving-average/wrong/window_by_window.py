import numpy as np


def moving_average(x, window):
    x = np.asarray(x, dtype=float)
    out = np.full(len(x), np.nan)
    for i in range(len(x)):
        part = x[max(0, i - window + 1) : i + 1]
        part = part[~np.isnan(part)]
        if len(part):
            out[i] = part.mean()
    return out
