import math


def logsumexp(x, axis=-1):
    """Nested lists all the way down."""
    axis = axis % x.ndim
    return _along(x.tolist(), axis, x.shape)


def _along(x, axis, shape):
    if axis:
        return [_along(row, axis - 1, shape[1:]) for row in x]
    if len(shape) == 1:
        return _one(x)
    if shape[0] == 0:
        return _filled(shape[1:])
    if len(shape) == 2:
        return [_one(column) for column in zip(*x)]
    return [_along([block[i] for block in x], 0, (shape[0], *shape[2:])) for i in range(shape[1])]


def _one(values):
    top = max(values, default=-math.inf)
    if math.isinf(top):
        return top
    return top + math.log(math.fsum(math.exp(v - top) for v in values))


def _filled(shape):
    return -math.inf if not shape else [_filled(shape[1:]) for _ in range(shape[0])]
