import numpy as np


def paired_bootstrap(a, b, resamples, level, rng):
	gain = np.subtract(a, b, dtype=np.float64)
	means = []
	for size in [resamples // 10] * 10 + [resamples % 10]:
		if size:
			places = (rng.random((size, gain.size)) * gain.size).astype(np.intp)
			means += gain.take(places).mean(-1).tolist()
	means.sort()
	low = (1 - level) / 2 * (len(means) - 1)
	at = lambda place: float(np.interp(place, range(len(means)), means))
	return [at(low), at(len(means) - 1 - low)]
