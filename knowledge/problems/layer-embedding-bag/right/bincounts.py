import numpy as np

def _bag_of(ids, offsets):
    return np.searchsorted(offsets, np.arange(len(ids)), side='right') - 1

def embedding_bag(table, ids, offsets, mode='mean'):
    B, d = len(offsets), table.shape[1]
    bag = _bag_of(ids, offsets)
    out = np.zeros((B, d))
    if B == 0: return out
    for c in range(d):
        out[:, c] = np.bincount(bag, weights=table[ids, c], minlength=B)
    if mode == 'mean': out /= np.maximum(np.bincount(bag, minlength=B), 1).reshape(-1, 1)
    return out

def embedding_bag_backward(dout, ids, offsets, n_rows, mode='mean'):
    bag = _bag_of(ids, offsets)
    g = dout[bag]
    if mode == 'mean' and len(bag): g = g/np.bincount(bag)[bag][:, None]
    out = np.zeros((n_rows, dout.shape[1]))
    np.add.at(out, ids, g)
    return out
