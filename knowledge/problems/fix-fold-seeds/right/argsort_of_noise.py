import numpy as np
from functools import partial


def _repeat(noise, borders):
	order = noise.argsort()
	return [(np.delete(order, np.s_[a:b]), order[a:b]) for a, b in zip(borders, borders[1:])]


def repeated_folds(n, k, repeats, seed):
	borders = np.linspace(0, n, k + 1).round().astype(int)
	return [*map(partial(_repeat, borders=borders), np.random.Generator(np.random.Philox(seed)).random((repeats, n)))]
