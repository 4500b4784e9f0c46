import math
import numpy as np


def rope(x: np.ndarray, positions, base: float = 10_000.0) -> np.ndarray:
	d: int = x.shape[-1]
	pairs, odd = divmod(d, 2)
	if odd:
		raise ValueError(f"{d=} is odd")
	out = np.empty(x.shape, x.dtype)
	p = np.array(positions, dtype=np.longdouble)
	for i in range(pairs):  # over pairs of a small width
		angle = (p * math.pow(base, -2 * i / d)).astype(np.float64)
		c, s = np.cos(angle), np.sin(angle)
		a, b = x[..., i], x[..., i + pairs]
		out[..., i] = a * c - b * s
		out[..., i + pairs] = b * c + a * s
	return out
