import numpy as np


def leave_one_out_means(keys, target, fallback):
	n = len(keys)
	if n == 0:
		return np.zeros(0)
	order = np.argsort(keys, kind="stable")
	k, y = keys[order], np.asarray(target, dtype=np.float64)[order]
	known = np.isfinite(y)
	y = np.nan_to_num(y)
	first = np.concatenate([[True], k[1:] != k[:-1]])
	group, starts = first.cumsum() - 1, first.nonzero()[0]
	others = np.add.reduceat(y, starts)[group] - y
	count = np.add.reduceat(known.astype(int), starts)[group] - known
	out = np.empty(n)
	out[order] = np.where(count, others / np.maximum(count, 1), fallback)
	return out
