import numpy as np


class Tensor:
    """An array that remembers how it was made; `grad` has the shape of `data`."""

    __array_ufunc__ = None

    def __init__(self, data):
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)

    def __add__(self, other):
        raise NotImplementedError

    def __radd__(self, other):
        raise NotImplementedError

    def __sub__(self, other):
        raise NotImplementedError

    def __rsub__(self, other):
        raise NotImplementedError

    def __mul__(self, other):
        raise NotImplementedError

    def __rmul__(self, other):
        raise NotImplementedError

    def __matmul__(self, other):
        raise NotImplementedError

    def sum(self):
        raise NotImplementedError

    def relu(self):
        raise NotImplementedError

    def backward(self):
        """Adds the gradient of this single number to the `grad` of everything it depends on."""
        raise NotImplementedError
