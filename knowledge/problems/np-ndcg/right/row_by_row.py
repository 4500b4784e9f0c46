import numpy as np


def _one(g, s, discount, k):
	order = np.argsort(-s, kind="stable")[:k]
	ideal = np.sort(g)[::-1][:k] @ discount
	return g[order] @ discount / ideal if ideal else 0.0


def ndcg_at_k(grades, scores, k):
	"""A loop over queries, none over items."""
	gains = np.exp2(grades.astype("f8")) - 1
	k = min(k, gains.shape[1])
	discount = np.log(2) / np.log(np.arange(k) + 2)
	return [float(_one(g, s, discount, k)) for g, s in zip(gains, scores)]
