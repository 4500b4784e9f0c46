import numpy as np

def csr_matmul(data, indices, indptr, dense):
    prod = data[:, None].astype(float)*dense[indices]
    if len(prod) == 0: return np.zeros((len(indptr)-1, dense.shape[1]))
    rows = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    out = np.zeros((len(indptr)-1, dense.shape[1]))
    np.add.at(out, rows, prod)
    return out
