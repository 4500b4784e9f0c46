import numpy as np


def _sum_to(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    spread = tuple((i for i, size in enumerate(shape) if size == 1 and grad.shape[i] != 1))
    return grad


class Tensor:
    __array_ufunc__ = None

    def __init__(self, data, made_of=()):
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self.made_of = made_of

    def __add__(self, other):
        other = _tensor(other)
        return Tensor(self.data + other.data, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        other = _tensor(other)
        return Tensor(
            self.data * other.data, ((self, lambda g: g * other.data), (other, lambda g: g * self.data))
        )

    def __sub__(self, other):
        return self + _tensor(other) * -1.0

    def __rsub__(self, other):
        return _tensor(other) + self * -1.0

    __radd__ = __add__
    __rmul__ = __mul__

    def __matmul__(self, other):
        other = _tensor(other)
        return Tensor(
            self.data @ other.data, ((self, lambda g: g @ other.data.T), (other, lambda g: self.data.T @ g))
        )

    def sum(self):
        return Tensor(self.data.sum(), ((self, lambda g: np.broadcast_to(g, self.data.shape)),))

    def relu(self):
        return Tensor(np.maximum(self.data, 0.0), ((self, lambda g: g * (self.data > 0)),))

    def backward(self):
        if self.data.size != 1:
            raise ValueError(f"backward starts from a single number, not from shape {self.data.shape}")
        flowing = {id(self): np.ones_like(self.data)}
        for node in reversed(self._ordered()):
            grad = flowing.pop(id(node))
            node.grad = node.grad + grad
            for operand, share in node.made_of:
                part = _sum_to(share(grad), operand.data.shape)
                flowing[id(operand)] = flowing.get(id(operand), 0.0) + part

    def _ordered(self):
        order, seen, stack = ([], set(), [(self, False)])
        while stack:
            node, operands_done = stack.pop()
            if operands_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend(((operand, False) for operand, _ in node.made_of))
        return order


def _tensor(value):
    return value if isinstance(value, Tensor) else Tensor(value)
