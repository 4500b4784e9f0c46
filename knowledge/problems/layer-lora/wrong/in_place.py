import numpy as np


class LoRALinear:
    def __init__(self, w, a, b, alpha):
        self.base = w
        self.a = a
        self.b = b
        self.scale = alpha / a.shape[0]
        self.weight = w
        self.merged = False

    def merge(self):
        if not self.merged:
            self.base += self.scale * (self.b @ self.a)
            self.merged = True

    def unmerge(self):
        self.weight = self.base
        self.merged = False

    def forward(self, x):
        out = x @ self.weight.T
        if not self.merged:
            out = out + self.scale * (x @ self.a.T @ self.b.T)
        return out
