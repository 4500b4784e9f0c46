import numpy as np

def load_epoch(x, y, order, batch_size):
    order = np.array(order, dtype=np.intp)
    cuts = range(0, order.size, batch_size)
    return [(x.take(order[i:i + batch_size], axis=0), y.take(order[i:i + batch_size])) for i in cuts]
