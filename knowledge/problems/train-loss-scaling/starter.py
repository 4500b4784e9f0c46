from collections.abc import Callable

import numpy as np


def train_steps(
    weights: np.ndarray,
    grad_fn: Callable[[np.ndarray, float], np.ndarray],
    lr: float,
    steps: int,
    scale: float,
    growth_interval: int,
) -> dict:
    """Keys `weights` (float32), `scale` (float) and `skipped` (int)."""
    raise NotImplementedError
