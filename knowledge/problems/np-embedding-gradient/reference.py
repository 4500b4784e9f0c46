import numpy as np


def embedding_gradient(
    tokens: np.ndarray, upstream: np.ndarray, vocabulary: int, padding: int | None = None
) -> np.ndarray:
    """Sum of upstream (batch, length, d) per token number; shape (vocabulary, d), zeros for the padding token."""
    upstream = np.asarray(upstream)
    flat = np.asarray(tokens).reshape(-1).astype(np.intp)
    d = upstream.shape[-1]
    gradient = np.zeros((vocabulary, d), dtype=np.result_type(upstream.dtype, np.float32))
    # add.at is unbuffered: a token that occurs twice is added twice, which `gradient[flat] += ...` would not do.
    np.add.at(gradient, flat, upstream.reshape(len(flat), d))
    if padding is not None:
        gradient[padding] = 0.0
    return gradient
