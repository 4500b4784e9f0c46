import numpy as np

def moving_average(x, window):
    x = np.array(x, float)
    bad = np.isnan(x)
    x[bad] = 0
    n = len(x)
    S = np.concatenate(([0.], x.cumsum())); C = np.concatenate(([0], (~bad).cumsum()))
    hi = np.arange(1, n+1); lo = np.maximum(hi - window, 0)
    s, c = S[hi]-S[lo], C[hi]-C[lo]
    with np.errstate(invalid='ignore', divide='ignore'):
        return np.where(c == 0, np.nan, s / c)
