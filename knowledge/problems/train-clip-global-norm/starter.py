import numpy as np


def clip_gradients(grads: list[np.ndarray | None], max_norm: float) -> tuple[list[np.ndarray | None], float]:
    """The gradients scaled to at most max_norm, and their norm before."""
    raise NotImplementedError
