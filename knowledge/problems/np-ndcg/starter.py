import numpy as np


def ndcg_at_k(grades: np.ndarray, scores: np.ndarray, k: int) -> np.ndarray:
    """NDCG at k of each row, shape (n,), for grades and scores of shape (n, m)."""
    raise NotImplementedError
