import numpy as np


def bm25_scores(counts: np.ndarray, query: np.ndarray, k1: float = 1.5, b: float = 0.75) -> np.ndarray:
    docs, terms = counts.shape
    if not docs or not counts.any():
        return np.zeros(docs, dtype=np.float32)
    wanted, times = np.unique(query, return_counts=True)
    f = counts.take(wanted.astype(int), axis=1) / 1.0
    n = np.count_nonzero(f, axis=0)
    idf = np.log((docs + 1) / (n + 0.5))
    length = np.einsum("ij->i", counts, dtype=np.float64, casting="unsafe")[:, np.newaxis]
    saturation = np.zeros_like(f)
    np.divide((k1 + 1) * f, f + k1 * (1 - b + b * length * docs / length.sum()), where=f != 0, out=saturation)
    return np.dot(saturation, idf * times)
