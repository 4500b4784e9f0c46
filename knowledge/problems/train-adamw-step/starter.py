import numpy as np


def adam_step(
    param: np.ndarray,
    grad: np.ndarray,
    state: dict | None,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
    decoupled: bool = True,
) -> tuple[np.ndarray, dict]:
    """The new parameter and state, with keys `m`, `v` and `t`."""
    raise NotImplementedError
