import numpy as np


class WeightEma:
    """An exponential moving average of named weights, without the bias of its start."""

    def __init__(self, decay: float) -> None:
        raise NotImplementedError

    def update(self, weights: dict[str, np.ndarray]) -> None: ...

    def average(self) -> dict[str, np.ndarray]: ...
