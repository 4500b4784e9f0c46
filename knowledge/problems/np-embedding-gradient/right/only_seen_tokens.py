import numpy as np


class Gradient:
	"""A small one-hot product over blocks of the tokens that occur; the rest is zeros."""

	def __init__(self, vocabulary, padding):
		self.vocabulary, self.padding = vocabulary, padding

	def __call__(self, tokens, upstream):
		d = upstream.shape[-1]
		flat, rows = np.asarray(tokens, dtype=np.int64).reshape(-1), np.asarray(upstream, dtype=np.float64).reshape(-1, d)
		table = np.zeros(self.vocabulary * d)
		keep = slice(None) if self.padding is None else flat != self.padding
		flat, rows = flat[keep], rows[keep]
		np.add.at(table, (flat[:, None] * d + np.arange(d)).ravel(), rows.ravel())
		return table.reshape(self.vocabulary, d)


def embedding_gradient(tokens, upstream, vocabulary, padding=None):
	return Gradient(vocabulary, padding)(tokens, upstream)
