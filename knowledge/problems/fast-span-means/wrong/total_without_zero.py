import numpy as np


def span_means(values, starts, ends):
    values = np.asarray(values, dtype=np.float64)
    present = ~np.isnan(values)
    totals = np.append(np.cumsum(np.where(present, values, 0.0)), 0.0)
    counts = np.concatenate([[0], np.cumsum(present)])
    starts = np.minimum(np.asarray(starts, dtype=int), len(values))
    ends = np.maximum(np.minimum(np.asarray(ends, dtype=int), len(values)), starts)
    number = counts[ends] - counts[starts]
    return np.where(number > 0, (totals[ends] - totals[starts]) / np.maximum(number, 1), 0.0)
