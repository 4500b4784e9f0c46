from functools import partial
import numpy as np


class Recommender:
	def __init__(self, items):
		self.items = self.unit(items)

	@staticmethod
	def unit(x):
		x = x.astype(np.longdouble)
		size = np.linalg.norm(x.astype(float), axis=-1, keepdims=True)
		return (x / np.where(size > 0, size, 1)).astype(float)

	def top(self, users, seen, count):
		scores = np.where(seen, -2.0, self.unit(users).dot(self.items.T))
		m = scores.shape[1]
		falling = m - 1 - np.argsort(scores[:, ::-1], axis=1, kind="stable")[:, ::-1]
		for row, score in zip(falling[:, :count], scores):
			shown = [int(j) for j in row if score[j] > -1.5]
			yield shown + [-1] * (count - len(shown))


def recommend(users, items, seen, count):
	return np.array([*Recommender(items).top(users, seen, count)], dtype=np.int64).reshape(len(users), count)
