import numpy as np


def ndcg_at_k(grades: np.ndarray, scores: np.ndarray, k: int) -> np.ndarray:
    """NDCG at k of each row, shape (n,), for grades and scores of shape (n, m)."""
    # float64 before the power: 2**8 does not fit into uint8.
    gains = np.exp2(np.asarray(grades, dtype=np.float64)) - 1.0
    order = np.argsort(np.asarray(scores, dtype=np.float64), axis=1, kind="stable")[:, ::-1][:, :k]
    ranked = np.take_along_axis(gains, order, axis=1)
    # The best order is over all items of the row, not only over those that were retrieved.
    best = -np.sort(-gains, axis=1)[:, :k]
    discount = 1.0 / np.log2(np.arange(2, ranked.shape[1] + 2))
    ideal = best @ discount
    return np.divide(ranked @ discount, ideal, out=np.zeros(len(gains)), where=ideal > 0)
