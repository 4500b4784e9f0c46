import numpy as np


class Lloyd:
	def __init__(self, x, start):
		self.x = np.asarray(x, dtype="float64")
		self.at = np.asarray(start, dtype="float64")

	@property
	def table(self):
		return np.stack([np.square(self.x - c).sum(axis=1) for c in self.at])

	def __iter__(self):
		return self

	def __next__(self):
		labels = self.table.argmin(axis=0)
		moved = np.vstack([
			self.x.mean(axis=0, where=(labels == j)[:, None]) if (labels == j).any() else c
			for j, c in enumerate(self.at)
		])
		if np.all(moved == self.at):
			raise StopIteration
		self.at = moved
		return self


def kmeans(x, centres, max_steps):
	run = Lloyd(x, centres)
	for _, _ in zip(range(max_steps), run):
		pass
	table = run.table
	return run.at, table.argmin(axis=0).tolist(), table.min(axis=0).sum()
