import numpy as np


def sample(logits, temperature, uniforms):
    """logits (n, v), uniforms (n,) in [0, 1) -> token ids (n,)."""
    raise NotImplementedError
