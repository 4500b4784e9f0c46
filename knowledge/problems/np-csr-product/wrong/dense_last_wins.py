import numpy as np


def csr_matmul(data, indices, indptr, dense):
    dense = np.asarray(dense, dtype=float)
    out = np.zeros((len(indptr) - 1, dense.shape[1]))
    for i in range(len(out)):
        row = np.zeros(len(dense))
        row[indices[indptr[i] : indptr[i + 1]]] = data[indptr[i] : indptr[i + 1]]
        out[i] = row @ dense
    return out
