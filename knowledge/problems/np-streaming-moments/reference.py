import numpy as np


class RunningMoments:
    """Count, mean and population variance per feature, over batches seen once."""

    def __init__(self, d: int) -> None:
        self.count = 0
        self._mean = np.zeros(d)
        self._squares = np.zeros(d)  # sum of squared deviations from the mean

    def update(self, batch: np.ndarray) -> None:
        """Takes the rows of batch (n, d) into account."""
        batch = np.asarray(batch, dtype=np.float64)
        if len(batch):
            mean = batch.mean(axis=0)
            self._combine(len(batch), mean, ((batch - mean) ** 2).sum(axis=0))

    def merge(self, other: "RunningMoments") -> None:
        """Takes all rows that other has seen into account; other stays as it is."""
        if other.count:
            self._combine(other.count, other._mean, other._squares)

    def _combine(self, count: int, mean: np.ndarray, squares: np.ndarray) -> None:
        # Chan, Golub and LeVeque: deviations are taken from means, never as a difference of two large squares.
        total = self.count + count
        shift = mean - self._mean
        self._squares = self._squares + squares + shift**2 * (self.count * count / total)
        self._mean = self._mean + shift * (count / total)
        self.count = total

    @property
    def mean(self) -> np.ndarray:
        return self._mean.copy() if self.count else np.full_like(self._mean, np.nan)

    @property
    def variance(self) -> np.ndarray:
        return self._squares / self.count if self.count else np.full_like(self._squares, np.nan)
