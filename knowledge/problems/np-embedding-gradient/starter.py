import numpy as np


def embedding_gradient(
    tokens: np.ndarray, upstream: np.ndarray, vocabulary: int, padding: int | None = None
) -> np.ndarray:
    """Sum of upstream (batch, length, d) per token number; shape (vocabulary, d), zeros for the padding token."""
    raise NotImplementedError
