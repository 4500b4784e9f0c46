import numpy as np


def cross_entropy(logits, targets, smoothing=0.0, ignore_index=-100):
	(n, k), s = logits.shape, smoothing
	weight = np.not_equal(targets, ignore_index).astype(float)
	total = max(weight.sum(), 1.0)
	weight /= total
	label = np.clip(targets, 0, k - 1)[:, None]
	shifted = logits - np.max(logits, -1, keepdims=True)
	logp = shifted - np.logaddexp.reduce(shifted, axis=-1, keepdims=True)
	per_row = -(1 - s) * np.take_along_axis(logp, label, 1)[:, 0] - s * logp.mean(1)
	grad = np.exp(logp) - s / k
	np.put_along_axis(grad, label, np.take_along_axis(grad, label, 1) - (1 - s), 1)
	return (float(np.dot(per_row, weight)), grad * weight[:, None]) if n else (0.0, grad)
