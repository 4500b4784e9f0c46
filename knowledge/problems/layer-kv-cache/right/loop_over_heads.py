import numpy as np


def softmax(a):
	e = np.exp(a - np.amax(a, axis=-1, keepdims=True))
	return e / np.sum(e, axis=-1, keepdims=True)


class CachedAttention:
	def __init__(self, *weights_and_heads):
		*self.ws, self.n = weights_and_heads
		self.reset()

	def reset(self):
		self.length, self.k, self.v = 0, [None] * self.n, [None] * self.n

	def truncate(self, n):
		if n > self.length:
			raise ValueError
		if not n:
			return self.reset()
		self.length = n
		self.k = [k[:, :n] for k in self.k]; self.v = [v[:, :n] for v in self.v]

	def forward(self, x):
		wq, wk, wv, wo = self.ws
		d = wq.shape[1] // self.n
		q, k, v = x @ wq, x @ wk, x @ wv
		old, self.length = self.length, self.length + x.shape[1]
		past = np.arange(self.length)[None] <= np.arange(old, self.length)[:, None]
		outs = []
		for h in range(self.n):
			cut = slice(h * d, (h + 1) * d)
			self.k[h] = k[..., cut] if self.k[h] is None else np.hstack((self.k[h], k[..., cut]))
			self.v[h] = v[..., cut] if self.v[h] is None else np.hstack((self.v[h], v[..., cut]))
			scores = q[..., cut] @ self.k[h].transpose(0, 2, 1) / np.sqrt(d)
			outs.append(softmax(np.where(past, scores, -1e300)) @ self.v[h])
		return np.dstack(outs) @ wo
