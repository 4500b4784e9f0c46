from collections.abc import Iterable

import numpy as np


def reservoir_sample(stream: Iterable, k: int, rng: np.random.Generator) -> list:
    """k items of the stream, all equally likely, reading it once and keeping only about k items."""
    raise NotImplementedError
