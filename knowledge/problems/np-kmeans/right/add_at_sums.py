import numpy as np
from itertools import repeat


def assign(points, centres):
    best = np.full(len(points), np.inf)
    who = np.zeros(len(points), dtype=np.int16)
    for j, centre in enumerate(centres):
        delta = points - centre
        distance = np.einsum("nd,nd->n", delta, delta)
        closer = distance < best
        best[closer] = distance[closer]
        who[closer] = j
    return who, best


def kmeans(x, centres, max_steps):
    points, here = np.asarray(x, np.float64), np.copy(centres).astype(np.float64)
    for _ in repeat(None, max_steps):
        who, _ = assign(points, here)
        sizes = np.bincount(who, minlength=len(here))
        sums = np.zeros_like(here)
        np.add.at(sums, who, points)
        there = here.copy()
        filled = sizes != 0
        there[filled] = sums[filled] / sizes[filled, None]
        still, here = np.array_equal(here, there), there
        if still:
            break
    who, best = assign(points, here)
    return here, who, float(best.sum())
