import numpy as np


def filtered_probs(logits, top_k=None, top_p=None):
	"""In logarithms until the very end; dropped tokens are minus infinity."""
	(n, v) = logits.shape
	rows = np.arange(n)[:, None]
	ids = np.argsort(logits[:, ::-1], axis=1, kind="stable")[:, ::-1]
	ids = v - 1 - ids
	lp = logits[rows, ids].astype("d")
	if top_k is not None: lp[:, top_k:] = -np.inf
	lp = lp - np.logaddexp.reduce(lp, axis=1, keepdims=True)
	if top_p not in (None, 1, 1.0):
		mass = np.exp(lp)
		late = np.roll(np.cumsum(mass, axis=1), 1, axis=1); late[:, 0] = -1
		lp[late >= top_p] = -np.inf
		lp = lp - np.logaddexp.reduce(lp, axis=1, keepdims=True)
	result = np.zeros((n, v))
	result[rows, ids] = np.exp(lp)
	return result
