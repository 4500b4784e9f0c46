import numpy as np


def csr_matmul(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, dense: np.ndarray) -> np.ndarray:
    """The CSR matrix (data, indices, indptr) times dense (columns, k); shape (rows, k)."""
    raise NotImplementedError
