import numpy as np


def span_means(values, starts, ends):
    """The mean of each span, without missing values."""
    means = []
    for start, end in zip(starts, ends):
        span = np.asarray(values[start:end], dtype=float)
        present = span[~np.isnan(span)]
        prefix = np.concatenate([[0.0], np.cumsum(present)])
        means.append(float(prefix[-1]) / len(present) if len(present) else 0.0)
    return means
