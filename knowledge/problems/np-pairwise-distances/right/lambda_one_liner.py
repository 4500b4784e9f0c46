import numpy as np; import functools as ft

norms = lambda m: (m ** 2).sum(1)
pairwise_distances = lambda x, y: (X := np.float64(x), Y := np.float64(y), np.abs(np.lib.scimath.sqrt((norms(X)[:, np.newaxis] + norms(Y) - 2 * np.dot(X, Y.T)).clip(min=0))))[-1]

if __name__ == "__main__":
	print(pairwise_distances(np.eye(3), np.eye(3)))
