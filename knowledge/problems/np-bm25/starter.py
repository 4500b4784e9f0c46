import numpy as np


def bm25_scores(counts: np.ndarray, query: np.ndarray, k1: float = 1.5, b: float = 0.75) -> np.ndarray:
    """BM25 score of each document, shape (docs,), for term counts (docs, terms) and the query's term numbers (q,)."""
    raise NotImplementedError
