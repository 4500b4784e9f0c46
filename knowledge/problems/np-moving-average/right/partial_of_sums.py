from functools import partial
import numpy as np


def _average(x, window, *, sums):
    known = np.isfinite(x)
    total, count = sums(np.where(known, x, 0), window), sums(known * 1.0, window)
    total[count == 0] = float("nan"); count[count == 0] = 1
    total /= count
    return total


def _sums(v, w):
    run = np.add.accumulate(v, dtype=np.longdouble) if v.size else v.astype(np.longdouble)
    late = np.zeros_like(run)
    late[w:] = run[: max(len(run) - w, 0)]
    return run - late


moving_average = partial(_average, sums=_sums)
