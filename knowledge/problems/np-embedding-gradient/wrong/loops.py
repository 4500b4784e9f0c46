import numpy as np


def embedding_gradient(
    tokens: np.ndarray, upstream: np.ndarray, vocabulary: int, padding: int | None = None
) -> np.ndarray:
    """Sum of upstream (batch, length, d) per token number; shape (vocabulary, d), zeros for the padding token."""
    tokens, upstream = np.asarray(tokens), np.asarray(upstream)
    gradient = np.zeros((vocabulary, upstream.shape[-1]), dtype=np.result_type(upstream.dtype, np.float32))
    for i in range(tokens.shape[0]):
        for j in range(tokens.shape[1]):
            if padding is None or tokens[i, j] != padding:
                gradient[tokens[i, j]] += upstream[i, j]
    return gradient
