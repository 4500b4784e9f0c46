from bisect import bisect_right
from itertools import accumulate
from math import exp, isinf


def sample(logits, temperature, uniforms):
	assert_positive(temperature)
	return [pick(row, temperature, u) for row, u in zip(logits.tolist(), uniforms.tolist())]


def assert_positive(t):
	if t < 0:
		raise ValueError(t)


def pick(row, t, u):
	top = max(row)
	if t == 0:
		return row.index(top)
	known = [(i, exp((z - top) / t)) for i, z in enumerate(row) if not isinf(z)]
	known = [(i, w) for i, w in known if w]
	sums = list(accumulate(w for _, w in known))
	return known[min(bisect_right(sums, u * sums[-1]), len(known) - 1)][0]
