def learning_rate(step: int, warmup_steps: int, total_steps: int, peak: float, floor: float = 0.0) -> float:
    """The rate of one step, counted from 0."""
    raise NotImplementedError
