import numpy as np


def softmax_backward(dout, y, axis=-1):
    """dout and y of one shape, y the softmax's output -> gradient of its input."""
    # J = diag(y) - y y^T, so J dout = y * (dout - <y, dout>).
    return y * (dout - (y * dout).sum(axis=axis, keepdims=True))


def gelu_backward(dout, x):
    """dout and x of one shape -> gradient of x for the tanh form of GELU."""
    c = np.sqrt(2.0 / np.pi)
    t = np.tanh(c * (x + 0.044715 * x**3))
    inner_slope = c * (1.0 + 3.0 * 0.044715 * x**2)
    return dout * (0.5 * (1.0 + t) + 0.5 * x * (1.0 - t**2) * inner_slope)
