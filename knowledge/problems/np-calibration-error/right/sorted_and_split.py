from bisect import bisect_left
from collections import defaultdict
from math import fsum


def calibration_error(probabilities, labels, bins=15):
    """Pure Python, bin by bin."""
    rows = probabilities.tolist()
    borders = [k / bins for k in range(1, bins)]
    signed = defaultdict(list)
    for row, label in zip(rows, labels.tolist()):
        confidence = max(row)
        signed[bisect_left(borders, confidence)].append((row.index(confidence) == label) - confidence)
    return fsum(abs(fsum(gaps)) for gaps in signed.values()) / (len(rows) or 1)
