import numpy as np


def ndcg_at_k(grades: np.ndarray, scores: np.ndarray, k: int) -> np.ndarray:
    """NDCG at k of each row, shape (n,), for grades and scores of shape (n, m)."""
    out = np.zeros(len(grades))
    for i in range(len(grades)):
        order = sorted(range(grades.shape[1]), key=lambda j: -scores[i, j])
        best = sorted((int(grade) for grade in grades[i]), reverse=True)
        dcg = ideal = 0.0
        for rank in range(min(k, grades.shape[1])):
            dcg += (2.0 ** int(grades[i, order[rank]]) - 1.0) / np.log2(rank + 2)
            ideal += (2.0 ** best[rank] - 1.0) / np.log2(rank + 2)
        out[i] = dcg / ideal if ideal else 0.0
    return out
