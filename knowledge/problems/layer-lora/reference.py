class LoRALinear:
    """A frozen linear layer with a low-rank adapter; w (d_out, d_in), a (r, d_in), b (d_out, r)."""

    def __init__(self, w, a, b, alpha):
        """Starts unmerged; `alpha / r` scales the adapter."""
        self.base = w
        self.a = a
        self.b = b
        self.scale = alpha / a.shape[0]
        self.weight = w
        self.merged = False

    def merge(self):
        """Puts the adapter into `weight`; nothing to do when merged."""
        if not self.merged:
            self.weight = self.base + self.scale * (self.b @ self.a)
            self.merged = True

    def unmerge(self):
        """Takes the adapter off; the base comes back itself, not by subtraction, which would round."""
        self.weight = self.base
        self.merged = False

    def forward(self, x):
        """x (..., d_in) -> (..., d_out)."""
        out = x @ self.weight.T
        if not self.merged:
            out = out + self.scale * ((x @ self.a.T) @ self.b.T)
        return out
