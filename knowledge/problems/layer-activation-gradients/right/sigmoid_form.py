from functools import partial

import numpy as np

_C = 2 * np.sqrt(2 / np.pi)


def softmax_backward(dout, y, axis=-1):
    weighted = dout * y
    weighted -= y * np.add.reduce(weighted, axis=axis, keepdims=True)
    return weighted


def _gelu(dout, x, *, a):
    """gelu(x) = x * sigmoid(2u), so its slope is s + x * s * (1 - s) * 2u'."""
    u = np.clip(_C * (x + a * np.power(x, 3)), -700.0, 700.0)
    s = 1 / (1 + np.exp(-u))
    rest = np.exp(-u) * s  # 1 - s without cancellation
    return dout * (s + x * s * rest * _C * (1 + 3 * a * x**2))


gelu_backward = partial(_gelu, a=0.044715)
