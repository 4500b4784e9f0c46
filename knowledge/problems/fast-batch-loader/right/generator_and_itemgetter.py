import numpy as np
from itertools import islice


class Loader:
    def __init__(self, x, y, order, batch_size):
        self.x, self.y, self.order, self.batch_size = x, y, order, batch_size

    def __iter__(self):
        rows = iter(self.order)
        while batch := list(islice(rows, self.batch_size)):
            index = np.asarray(batch, dtype=int)
            yield self.x[index], self.y[index]


def load_epoch(*arguments):
    return list(Loader(*arguments))
