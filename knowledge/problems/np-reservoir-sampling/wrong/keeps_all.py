def reservoir_sample(stream, k, rng):
    items = list(stream)
    return [items[i] for i in rng.permutation(len(items))[:k]]
