import numpy as np


def sample(logits, temperature, uniforms):
    if temperature == 0:
        return logits.argmax(axis=1)
    p = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    return np.array([np.random.choice(len(row), p=row) for row in p])
