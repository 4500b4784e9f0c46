from numpy import *
from functools import partial


def embedding_bag(table, ids, offsets, mode="mean"):
	sizes = diff(offsets, append=len(ids))
	out = zeros((offsets.size, table.shape[1]))
	full = sizes > 0
	if full.any():
		out[full] = add.reduceat(table[ids], offsets[full])
		if mode == "mean":
			out[full] /= sizes[full][:, newaxis]
	return out


def _backward(dout, ids, offsets, n_rows, mode):
	sizes = diff(offsets, append=len(ids))
	if mode == "mean":
		dout = dout / maximum(sizes, 1)[:, None]
	flowing = repeat(dout, sizes, axis=0)
	order = argsort(ids, kind="stable")
	grad = zeros((n_rows, dout.shape[1]))
	rows, first = unique(ids[order], return_index=True)
	if rows.size:
		grad[rows] = add.reduceat(flowing[order], first, axis=0)
	return grad


embedding_bag_backward = lambda dout, ids, offsets, n_rows, mode="mean": partial(_backward, mode=mode)(dout, ids, offsets, n_rows)
