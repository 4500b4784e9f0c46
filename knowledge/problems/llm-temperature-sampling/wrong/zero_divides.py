import numpy as np


def sample(logits, temperature, uniforms):
    if temperature < 0:
        raise ValueError(f"the temperature must not be negative, got {temperature!r}")
    if temperature == 0:
        temperature = 1e-06
    shifted = (logits - logits.max(axis=1, keepdims=True)) / temperature
    sums = np.exp(shifted).cumsum(axis=1)
    drawn = (sums <= uniforms[:, None] * sums[:, -1:]).sum(axis=1)
    last = logits.shape[1] - 1 - (shifted[:, ::-1] > -np.inf).argmax(axis=1)
    return np.minimum(drawn, last)
