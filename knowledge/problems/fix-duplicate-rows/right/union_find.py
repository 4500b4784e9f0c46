import numpy as np


class Sets:
	def __init__(self, n):
		self.parent = list(range(n))

	def find(self, i):
		return i if self.parent[i] == i else self.find(self.parent[i])

	def join(self, i, j):
		self.parent[self.find(j)] = self.find(i)


def split(texts, test_share, seed):
	sets, first = Sets(len(texts)), {}
	for i, text in enumerate(texts):
		plain = " ".join(filter(None, text.casefold().split()))
		sets.join(first.setdefault(plain, i), i)
	roots = [sets.find(i) for i in range(len(texts))]
	rng = np.random.RandomState(seed)
	luck = {root: rng.rand() for root in sorted(set(roots))}
	train, test = [], []
	goal = round(len(texts) * test_share)
	for root in sorted(luck, key=luck.get):
		members = [i for i, r in enumerate(roots) if r == root]
		(test if abs(len(test) + len(members) - goal) < abs(len(test) - goal) else train).extend(members)
	return tuple(train), tuple(test)
