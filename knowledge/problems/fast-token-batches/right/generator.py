def _batches(lengths, budget):
    batch, top = [], 0
    for i, n in enumerate(lengths):
        n = int(n)
        top = n if n > top else top
        if batch and top*(len(batch) + 1) > budget:
            yield batch
            batch, top = [], n
        batch.append(i)
    if batch: yield batch

pack = lambda lengths, budget: list(_batches(lengths, budget))
