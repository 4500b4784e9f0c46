from dataclasses import dataclass, field
import numpy as np


@dataclass
class WeightEma:
    """Keeps the mean itself and moves it by the newest weight's share of all weights so far."""

    decay: float
    share: float = field(default=0.0, init=False)
    means: dict = field(default_factory=dict, init=False)
    last: dict = field(default_factory=dict, init=False)

    def update(self, weights):
        total = 1.0 if not self.share else self.decay / self.share + 1.0
        self.share = 1.0 / total
        self.last = {name: np.copy(value) for name, value in weights.items()}
        for name, value in self.last.items():
            wide = value.astype(np.longdouble)
            mean = self.means.setdefault(name, wide.copy())
            mean += (wide - mean) * self.share

    def average(self):
        return {
            name: self.means[name].astype(v.dtype) if isinstance(v.dtype.type(0), np.floating) else v.copy()
            for name, v in self.last.items()
        }
