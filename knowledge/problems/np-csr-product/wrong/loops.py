import numpy as np


def csr_matmul(data, indices, indptr, dense):
    dense = np.asarray(dense, dtype=float)
    data = np.asarray(data, dtype=float)
    out = np.zeros((len(indptr) - 1, dense.shape[1]))
    for i in range(len(out)):
        start, stop = indptr[i], indptr[i + 1]
        for j in range(start, stop):
            out[i] += data[j] * dense[indices[j]]
    return out
