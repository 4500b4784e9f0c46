from itertools import islice


def reservoir_sample(stream, k, rng):
    return list(islice(stream, k))
