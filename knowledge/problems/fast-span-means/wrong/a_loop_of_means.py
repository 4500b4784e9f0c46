import numpy as np


def span_means(values, starts, ends):
    values = np.asarray(values, dtype=np.float64)
    present = ~np.isnan(values)
    filled = np.where(present, values, 0.0)
    means = []
    for start, end in zip(starts, ends):
        number = np.sum(present[start:end])
        means.append(float(np.sum(filled[start:end]) / number) if number else 0.0)
    return means
