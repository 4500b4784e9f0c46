from collections.abc import Iterable

import numpy as np


def reservoir_sample(stream: Iterable, k: int, rng: np.random.Generator) -> list:
    """k items of the stream, all equally likely, reading it once and keeping only about k items."""
    kept: list = []
    for seen, item in enumerate(stream, start=1):
        if len(kept) < k:
            kept.append(item)
            continue
        # Item number `seen` belongs in with chance k / seen, and then replaces any of the kept ones.
        place = int(rng.integers(seen))
        if place < k:
            kept[-1] = item
    return kept
