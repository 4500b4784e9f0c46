import numpy as np


def csr_matmul(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, dense: np.ndarray) -> np.ndarray:
    """The CSR matrix (data, indices, indptr) times dense (columns, k); shape (rows, k)."""
    indptr = np.asarray(indptr, dtype=np.intp)
    dense = np.asarray(dense, dtype=np.float64)
    products = np.asarray(data, dtype=np.float64)[:, None] * dense[np.asarray(indices, dtype=np.intp)]
    out = np.zeros((len(indptr) - 1, dense.shape[1]))
    # reduceat gives one element, not 0, for an empty slice, and fails for a start at the end: sum filled rows only.
    # Between two filled rows there are only empty ones, so the next start is also the right end.
    filled = indptr[1:] > indptr[:-1]
    running = np.concatenate([np.zeros((1, dense.shape[1])), np.cumsum(products, axis=0)])
    out[:] = running[indptr[1:]] - running[indptr[:-1]]
    return out
