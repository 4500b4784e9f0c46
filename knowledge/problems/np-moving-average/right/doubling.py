import numpy as np


def moving_average(x: np.ndarray, window: int) -> np.ndarray:
    """Window sums from sums of 1, 2, 4, ... values: no large totals, so no cancellation."""
    values = np.stack([np.nan_to_num(np.asarray(x, dtype=np.float64), nan=0.0), ~np.isnan(np.asarray(x, float))])
    out = np.zeros_like(values)
    covered, power, length = 0, values, 1
    left = min(window, values.shape[1])
    while left:
        if left & 1:
            out += shifted(power, covered)
            covered += length
        left >>= 1
        if left:
            power = power + shifted(power, length)
            length *= 2
    total, count = out
    answer = np.full(total.shape, np.nan)
    answer[count > 0] = total[count > 0] / count[count > 0]
    return answer


def shifted(a, by):
    b = np.zeros_like(a)
    b[:, by:] = a[:, : a.shape[1] - by]
    return b
