import numpy as np
from numpy.random import Generator, PCG64


class Dropout:
    """Remembers what to do backwards, not what was done forwards."""

    __slots__ = ("_back", "_draw", "p")

    def __init__(self, p: float, seed: int) -> None:
        match p:
            case float() | int() if 0 <= p <= 1:
                self.p = p
            case _:
                raise ValueError(f"{p!r} is no probability")
        self._draw = Generator(PCG64(seed)).random
        self._back = lambda dout: dout

    def forward(self, x, training):
        if not training:
            self._back = lambda dout: dout
            return x
        dropped = self._draw(x.shape, dtype=np.float32) < self.p
        scale = 0.0 if self.p == 1 else 1.0 / (1.0 - self.p)
        self._back = lambda dout: np.where(dropped, 0.0, dout * scale)
        return self._back(x)

    def backward(self, dout):
        return self._back(dout)
