import numpy as np


def _sum_to(grad, shape):
    """Sums away what broadcasting has spread, until `grad` has `shape`."""
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    spread = tuple(i for i, size in enumerate(shape) if size == 1 and grad.shape[i] != 1)
    return grad.sum(axis=spread, keepdims=True) if spread else grad


class Tensor:
    """An array that remembers how it was made; `grad` has the shape of `data`."""

    __array_ufunc__ = None

    def __init__(self, data, made_of=()):
        """`made_of`: pairs of an operand and the function that turns our gradient into its share."""
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self.made_of = made_of

    def __add__(self, other):
        other = _tensor(other)
        return Tensor(self.data + other.data, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        other = _tensor(other)
        return Tensor(
            self.data * other.data,
            ((self, lambda g: g * other.data), (other, lambda g: g * self.data)),
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
            self.data @ other.data,
            ((self, lambda g: g @ other.data.T), (other, lambda g: self.data.T @ g)),
        )

    def sum(self):
        """The sum over all entries."""
        return Tensor(self.data.sum(), ((self, lambda g: np.broadcast_to(g, self.data.shape)),))

    def relu(self):
        """The positive part."""
        return Tensor(np.maximum(self.data, 0.0), ((self, lambda g: g * (self.data > 0)),))

    def backward(self):
        """Adds the gradient of this single number to the `grad` of everything it depends on."""
        if self.data.size != 1:
            raise ValueError(f"backward starts from a single number, not from shape {self.data.shape}")
        # Gradients of this pass are kept apart, so that what earlier passes left is not passed on again.
        flowing = {id(self): np.ones_like(self.data)}
        for node in reversed(self._ordered()):
            grad = flowing.pop(id(node))
            node.grad = node.grad + grad
            for operand, share in node.made_of:
                part = _sum_to(share(grad), operand.data.shape)
                flowing[id(operand)] = flowing.get(id(operand), 0.0) + part

    def _ordered(self):
        """Every node this one depends on, operands before users; a stack, as recursion would run too deep."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, operands_done = stack.pop()
            if operands_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((operand, False) for operand, _ in node.made_of)
        return order


def _tensor(value):
    return value if isinstance(value, Tensor) else Tensor(value)
