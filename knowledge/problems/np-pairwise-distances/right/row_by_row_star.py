from numpy import *


# float the whole thing up first, then work block by block: the (rows, m, d) cube stays small
def pairwise_distances(x, y):
    x, y = x.astype(float64), y.astype(float64)
    return concatenate([sqrt(square(x[i : i + 1, None] - y[None]).sum(-1)) for i in range(len(x))]) if len(x) else zeros((0, len(y)))
