import math
import numpy as np


class Perplexity:
	def __init__(self):
		self.total = self.count = 0

	def add(self, logits, targets, keep):
		at = np.flatnonzero(keep)
		if not at.size:
			return self
		rows = np.logaddexp.reduce(logits[at], axis=1)
		self.total += math.fsum(rows - logits[at, targets[at]])
		self.count += at.size
		return self

	@property
	def value(self):
		return math.exp(self.total / self.count) if self.count else math.nan


def perplexity(logits, ids, mask):
	v = logits.shape[-1]
	seen = np.array(mask, bool)
	keep = (seen[:, 1:] & seen[:, :-1]).ravel()
	return Perplexity().add(logits[:, :-1].reshape(-1, v), ids[:, 1:].ravel(), keep).value
