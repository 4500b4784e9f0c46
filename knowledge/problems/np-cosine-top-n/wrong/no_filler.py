import numpy as np


def recommend(users: np.ndarray, items: np.ndarray, seen: np.ndarray, count: int) -> np.ndarray:
    """Unseen items (m, d) most similar to each of users (u, d), best first, -1 where there are too few; (u, count)."""
    seen = np.asarray(seen).astype(bool)
    similarity = directions(users) @ directions(items).T
    # -inf, not 0: a negative similarity still comes before an item that may not be shown.
    similarity[seen] = -np.inf
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
    out = np.full((len(order), count), -1, dtype=np.intp)
    out[:, : order.shape[1]] = order
    return out


def directions(vectors: np.ndarray) -> np.ndarray:
    """Rows of unit length; a row of zeros stays one."""
    vectors = np.asarray(vectors, dtype=np.float64)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
