import numpy as np


def softmax_backward(dout, y, axis=-1):
    y2, d2 = (np.moveaxis(y, axis, -1), np.moveaxis(dout, axis, -1))
    flat = y2.reshape(-1, y2.shape[-1])
    rows = [(np.diag(p) - np.outer(p, p)) @ g for p, g in zip(flat, d2.reshape(flat.shape), strict=True)]
    return np.moveaxis(np.array(rows).reshape(y2.shape), -1, axis)


def gelu_backward(dout, x):
    c = np.sqrt(2.0 / np.pi)
    t = np.tanh(c * (x + 0.044715 * x**3))
    inner_slope = c * (1.0 + 3.0 * 0.044715 * x**2)
    return dout * (0.5 * (1.0 + t) + 0.5 * x * (1.0 - t**2) * inner_slope)
