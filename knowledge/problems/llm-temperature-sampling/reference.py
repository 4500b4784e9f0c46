import numpy as np


def sample(logits, temperature, uniforms):
    """logits (n, v), uniforms (n,) in [0, 1) -> token ids (n,)."""
    if temperature < 0:
        raise ValueError(f"the temperature must not be negative, got {temperature!r}")
    if temperature == 0:
        return logits.argmax(axis=1)
    shifted = (logits - logits.max(axis=1, keepdims=True)) / temperature
    sums = np.exp(shifted).cumsum(axis=1)
    # Scaling by the last sum instead of dividing: the draw can then hardly pass the end by rounding.
    drawn = (sums <= uniforms[:, None] * sums[:, -1:]).sum(axis=1)
    last = logits.shape[1] - 1 - (shifted[:, ::-1] > -np.inf).argmax(axis=1)
    return np.minimum(drawn, last)
