class EarlyStopping:
    """Says when to stop, and keeps the state of the best epoch."""

    def __init__(self, patience: int, min_delta: float = 0.0, mode: str = "min") -> None:
        raise NotImplementedError

    def update(self, score: float, state: dict) -> bool:
        """True when the last `patience` updates brought no improvement."""
        ...
