from dataclasses import dataclass
from functools import reduce
from math import exp, nan
import numpy as np


@dataclass(frozen=True)
class Tally:
    rows: int = 0
    right: int = 0
    hits: int = 0
    named: int = 0
    nats: float = 0.0

    def __add__(self, other):
        return Tally(*(a + b for a, b in zip(vars(self).values(), vars(other).values())))

    @classmethod
    def of(cls, batch):
        p, y = map(np.asarray, batch)
        said, true = p > 0.5, y == 1
        safe = np.clip(p.astype(np.float64), 1e-12, 1 - 1e-12)
        return cls(len(y), (said == true).sum(), (said & true).sum(), said.sum() + true.sum(), -np.log(np.where(true, safe, 1 - safe)).sum())


def evaluate(batches):
    t = reduce(Tally.__add__, map(Tally.of, batches), Tally())
    mean = t.nats / t.rows if t.rows else nan
    return {
        "f1": nan if not t.rows else 0.0 if not t.named else 2 * t.hits / t.named,
        "perplexity": exp(mean),
        "loss": mean,
        "accuracy": t.right / t.rows if t.rows else nan,
        "rows": t.rows,
    }
