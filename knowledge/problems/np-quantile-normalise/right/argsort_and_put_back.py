import numpy as np


def quantile_normalise(x):
	f, s = x.shape
	if 0 in (f, s):
		return np.empty((f, s))
	order = np.argsort(x, axis=0, kind="mergesort")
	ordered = np.take_along_axis(x, order, axis=0)
	reference = np.add.reduce(ordered, axis=1, dtype=float) / s
	starts = np.vstack([np.ones((1, s), bool), ordered[1:] != ordered[:-1]])
	run = np.cumsum(starts.T.ravel()) - 1          # runs of all columns, numbered one after the other
	sums = np.bincount(run, weights=np.tile(reference, s))
	sizes = np.bincount(run)
	shared = (sums / sizes)[run].reshape(s, f).T
	out = np.empty((f, s))
	np.put_along_axis(out, order, shared, axis=0)
	return out
