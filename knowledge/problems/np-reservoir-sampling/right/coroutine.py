class _Reservoir:
	def __init__(self, k, rng):
		self.k, self.rng, self.n, self.items = k, rng, 0, []

	def __iadd__(self, item):
		self.n += 1
		if self.n <= self.k:
			self.items.append(item)
		elif self.rng.random() * self.n < self.k:
			self.items[self.rng.choice(self.k)] = item
		return self


def reservoir_sample(stream, k, rng):
	reservoir = _Reservoir(k, rng)
	for item in stream:
		reservoir += item
	return reservoir.items
