import numpy as np
from typing import Final

ZERO: Final = 0.0


class Distances:
    """Callable: the entry point is an instance."""

    def __call__(self, x, y):
        a, b = (np.array(part, dtype='d') for part in (x, y))
        middle = a.mean(axis=0) if a.size else ZERO
        a -= middle
        b -= middle
        gram = np.einsum('ik,jk->ij', a, b, optimize=True)
        gram *= -2
        gram += np.einsum('ik,ik->i', a, a)[:, None]
        gram += np.einsum('jk,jk->j', b, b)
        np.clip(gram, ZERO, None, out=gram)
        return np.sqrt(gram, out=gram)


pairwise_distances = Distances()
