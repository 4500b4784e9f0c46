import numpy as np


class Linear:
    """A fully connected layer; `w` (d_in, d_out), `b` (d_out,)."""

    def __init__(self, w, b):
        """Keeps the parameters and starts `dw` and `db` at zero."""
        self.w = w
        self.b = b
        self.zero_grad()

    def zero_grad(self):
        """Sets `dw` and `db` back to zero."""
        self.dw = np.zeros_like(self.w)
        self.db = np.zeros_like(self.b)

    def forward(self, x):
        """x (..., d_in) -> (..., d_out)."""
        self.x = x
        return x @ self.w + self.b

    def backward(self, dout):
        """dout (..., d_out) -> gradient of x (..., d_in); adds to `dw` and `db`."""
        # Every leading axis is a batch axis: one flat axis of rows is enough for the parameters.
        rows = self.x.reshape(-1, self.w.shape[0])
        d_rows = dout.reshape(-1, self.w.shape[1])
        self.dw = self.dw + rows.T @ d_rows
        self.db = self.db + d_rows.sum(axis=0)
        return dout @ self.w.T
