import heapq
from itertools import count

def reservoir_sample(stream, k, rng):
    """Every item gets a random key; the k largest keys stay."""
    heap, tie = [], count()
    for item in stream:
        entry = (rng.random(), next(tie), item)
        if len(heap) < k: heapq.heappush(heap, entry)
        elif k: heapq.heappushpop(heap, entry)
    return [item for *_, item in heap]
