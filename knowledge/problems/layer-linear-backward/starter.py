import numpy as np


class Linear:
    """A fully connected layer; `w` (d_in, d_out), `b` (d_out,)."""

    def __init__(self, w, b):
        """Keeps the parameters and starts `dw` and `db` at zero."""
        raise NotImplementedError

    def zero_grad(self):
        """Sets `dw` and `db` back to zero."""
        raise NotImplementedError

    def forward(self, x):
        """x (..., d_in) -> (..., d_out)."""
        raise NotImplementedError

    def backward(self, dout):
        """dout (..., d_out) -> gradient of x (..., d_in); adds to `dw` and `db`."""
        raise NotImplementedError
