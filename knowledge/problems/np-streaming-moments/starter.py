import numpy as np


class RunningMoments:
    """Count, mean and population variance per feature, over batches seen once."""

    def __init__(self, d: int) -> None:
        raise NotImplementedError

    def update(self, batch: np.ndarray) -> None:
        """Takes the rows of batch (n, d) into account."""
        raise NotImplementedError

    def merge(self, other: "RunningMoments") -> None:
        """Takes all rows that other has seen into account; other stays as it is."""
        raise NotImplementedError
