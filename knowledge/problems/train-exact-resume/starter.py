import numpy as np


class Trainer:
    """Fits weights by momentum on dropped inputs; can be stopped and started anywhere."""

    weights: np.ndarray

    def __init__(
        self,
        x: np.ndarray,
        y: np.ndarray,
        batch_size: int,
        accumulate: int,
        lr: float,
        momentum: float,
        drop: float,
        seed: int,
    ) -> None:
        raise NotImplementedError

    def run(self, count: int) -> list[dict]:
        """`rows` and `loss` of each of the next `count` micro-batches."""
        ...

    def state(self) -> dict:
        """All that is needed to go on, fit for JSON."""
        ...

    def load(self, state: dict) -> None:
        """Goes on from where the state was taken."""
        ...
