import numpy as np


class LoRALinear:
    """A frozen linear layer with a low-rank adapter; w (d_out, d_in), a (r, d_in), b (d_out, r)."""

    def __init__(self, w, a, b, alpha):
        """Starts unmerged; `alpha / r` scales the adapter."""
        self.weight = w
        raise NotImplementedError

    def merge(self):
        """Puts the adapter into `weight`; nothing to do when merged."""
        raise NotImplementedError

    def unmerge(self):
        """Takes the adapter off `weight`; nothing to do when not merged."""
        raise NotImplementedError

    def forward(self, x):
        """x (..., d_in) -> (..., d_out)."""
        raise NotImplementedError
