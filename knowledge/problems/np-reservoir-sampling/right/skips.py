import math
from itertools import islice


def reservoir_sample(stream, k, rng):
    """Jumps over the items that would be passed by anyway."""
    stream = iter(stream)
    kept = list(islice(stream, k))
    if k == 0 or len(kept) < k:
        for _ in stream: pass
        return kept
    w = 1.0
    while True:
        w *= math.exp(math.log1p(-rng.random()) / k)
        skip = math.floor(math.log1p(-rng.random()) / math.log1p(-w)) if w < 1 else 0
        found = list(islice(stream, skip, skip + 1))
        if not found:
            return kept
        kept[int(rng.integers(k))] = found[0]
