import numpy as np


def softmax_backward(dout, y, axis=-1):
    """dout and y of one shape, y the softmax's output -> gradient of its input."""
    raise NotImplementedError


def gelu_backward(dout, x):
    """dout and x of one shape -> gradient of x for the tanh form of GELU."""
    raise NotImplementedError
