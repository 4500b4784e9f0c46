import numpy as np


class NormLogistic:
    """Logistic regression on inputs normalised per batch (training) or by running statistics (evaluation)."""

    def __init__(self, n_features: int, momentum: float = 0.1, eps: float = 1e-5) -> None:
        raise NotImplementedError

    def train(self) -> "NormLogistic": ...

    def eval(self) -> "NormLogistic": ...

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Probabilities (n,) of rows (n, n_features)."""
        ...

    def fit(self, x: np.ndarray, y: np.ndarray, epochs: int, lr: float, batch_size: int) -> list[float]:
        """Mean loss per row of each epoch."""
        ...
