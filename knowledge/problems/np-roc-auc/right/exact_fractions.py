from fractions import Fraction
from itertools import groupby


def roc_auc(labels, scores):
    """Runs of equal scores from below, counted in whole numbers."""
    pairs = sorted(zip(scores.tolist(), (bool(l) for l in labels.tolist())))
    below = twice = 0
    for _, run in groupby(pairs, key=lambda pair: pair[0]):
        kinds = [kind for _, kind in run]
        up = sum(kinds); down = len(kinds) - up
        twice += up * (2 * below + down)
        below += down
    ups = len(pairs) - below
    try:
        return Fraction(twice, 2 * ups * below)
    except ZeroDivisionError:
        return float('nan')
