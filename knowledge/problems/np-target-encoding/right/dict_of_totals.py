from collections import defaultdict
from math import isnan


def leave_one_out_means(keys, target, fallback):
    """Two passes over plain lists."""
    totals = defaultdict(lambda: [0.0, 0])
    pairs = list(zip(keys.tolist(), map(float, target.tolist())))
    for key, value in pairs:
        if not isnan(value):
            entry = totals[key]; entry[0] += value; entry[1] += 1
    out = []
    for key, value in pairs:
        total, count = totals[key]
        if not isnan(value):
            total, count = total - value, count - 1
        out.append(total / count if count else float(fallback))
    return out
