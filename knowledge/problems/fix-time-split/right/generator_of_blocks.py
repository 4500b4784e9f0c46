import numpy as np
from collections import deque
from itertools import groupby


def _features(times, values, order, window):
	"""Rows of one time wait until all of them have their feature."""
	seen = deque(maxlen=window)
	for _, group in groupby(order, key=lambda i: times[i]):
		group = list(group)
		mean = float(np.mean(seen)) if seen else 0.0
		for i in group:
			yield i, mean
		seen.extend(values[i] for i in group)


def _blocks(times, values, window, k, gap):
	order = sorted(range(len(times)), key=times.__getitem__)
	feature = dict(_features(times, values, order, window))
	size = len(order) // (k + 1)
	rest = order[len(order) - k * size:]
	while rest:
		test, rest = rest[:size], rest[size:]
		border = times[test[0]] - gap
		train = [i for i in range(len(times)) if times[i] < border]
		bias = float(np.mean([values[i] - feature[i] for i in train])) if train else 0.0
		mae = float(np.mean([abs(feature[i] + bias - values[i]) for i in test]))
		yield {"train": train, "test": test, "features": [feature[i] for i in test], "bias": bias, "mae": mae}


def backtest(times, values, window, k, gap):
	return list(_blocks([float(t) for t in times], [float(v) for v in values], window, k, gap))
