import numpy as np


def bm25_scores(counts: np.ndarray, query: np.ndarray, k1: float = 1.5, b: float = 0.75) -> np.ndarray:
    """BM25 score of each document, shape (docs,), for term counts (docs, terms) and the query's term numbers (q,)."""
    counts = np.asarray(counts)
    lengths = counts.sum(axis=1, dtype=np.float64)
    if lengths.sum() == 0:  # no documents, or none with a word
        return np.zeros(len(counts))
    # Only the query's columns matter; a repeated term is a repeated column and so adds twice.
    found = counts[:, np.asarray(query, dtype=np.intp)].astype(np.float64)
    having = found.sum(axis=0)
    idf = np.log1p((len(counts) - having + 0.5) / (having + 0.5))
    norm = k1 * (1.0 - b + b * lengths / lengths.mean())
    # 0 / 0 only where k1 or the norm is 0 and the term is absent: such a term adds nothing.
    bottom = found + norm[:, None]
    return np.divide(found * (k1 + 1.0), bottom, out=np.zeros_like(found), where=bottom > 0) @ idf
