from itertools import accumulate
from math import isnan


def span_means(values, starts, ends):
    known = [(0.0, 0) if isnan(v) else (float(v), 1) for v in (float(v) for v in values)]
    totals = list(accumulate(known, lambda a, b: (a[0] + b[0], a[1] + b[1]), initial=(0.0, 0)))
    last = len(totals) - 1

    def mean(start, end):
        (s0, c0), (s1, c1) = totals[min(start, last)], totals[min(end, last)]
        return (s1 - s0) / (c1 - c0) if c1 > c0 and end > start else 0.0

    return [mean(int(a), int(b)) for a, b in zip(starts, ends)]
