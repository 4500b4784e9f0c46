import random
import numpy as np


class Dropout:
	def __init__(self, p, seed):
		if not (p >= 0 and p <= 1):
			raise ValueError("p is a probability")
		self.p = p
		self.rng = random.Random(seed)
		self.masks = [np.ones(())]

	def forward(self, x, training):
		if training:
			flat = [0.0 if self.rng.random() < self.p or self.p == 1 else 1 / (1 - self.p) for _ in range(x.size)]
			self.masks[:] = [np.reshape(flat, x.shape)]
		else:
			self.masks[:] = [np.ones(())]
		return x * self.masks[-1]

	backward = lambda self, dout: dout * self.masks[-1]
