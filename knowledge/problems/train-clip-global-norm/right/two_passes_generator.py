import numpy as np


class Clipper:
	def __init__(self, limit): self.limit = limit

	def squares(self, grads):
		for g in grads:
			if g is not None:
				yield np.einsum("i,i->", *(2 * [np.asarray(g, np.float64).reshape(-1)]))

	def factor(self, norm):
		return min(1, self.limit / norm) if norm else 1

	def __call__(self, grads):
		norm = np.sqrt(sum(self.squares(grads), np.float64(0)))
		out = []
		for g in grads:
			if g is None:
				out.append(g)
				continue
			new = g.astype(np.float64)
			if np.isfinite(norm): new *= self.factor(norm)
			else: new[...] = 0
			out.append(new.astype(g.dtype))
		return out, norm


clip_gradients = lambda grads, max_norm: Clipper(max_norm)(grads)
