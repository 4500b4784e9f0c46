import numpy as np


def nearest(queries, base, k):
	"""Goes through the base in blocks and keeps the k best of each query so far."""
	q = np.asarray(queries, np.float64)
	k = min(k, len(base))
	far = np.full((len(q), 0), np.inf); rows = np.zeros((len(q), 0), np.int64)
	for start in range(0, len(base), 100):
		block = np.asarray(base[start:start + 100], np.float64)
		d = (block ** 2).sum(1)[None] - 2 * q.dot(block.T)
		far = np.hstack([far, d])
		rows = np.hstack([rows, np.broadcast_to(np.arange(start, start + len(block)), d.shape)])
		keep = np.argsort(far, axis=1, kind="stable")[:, :k]
		far, rows = np.take_along_axis(far, keep, 1), np.take_along_axis(rows, keep, 1)
	return rows
