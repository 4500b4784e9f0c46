import numpy as np


def sample(logits, temperature, uniforms):
    if temperature < 0:
        raise ValueError(f"the temperature must not be negative, got {temperature!r}")
    if temperature == 0:
        return logits.argmax(axis=1)
    shifted = (logits - logits.max(axis=1, keepdims=True)) / temperature
    p = np.exp(shifted)
    sums = (p / p.sum(axis=1, keepdims=True)).cumsum(axis=1)
    drawn = (sums <= uniforms[:, None]).sum(axis=1)
    last = logits.shape[1] - 1 - (shifted[:, ::-1] > -np.inf).argmax(axis=1)
    return np.minimum(drawn, logits.shape[1] - 1)
