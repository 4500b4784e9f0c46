import numpy as np


def _norm(x, eps):
	h = np.array(x, dtype=np.result_type(x, np.float32))
	h -= h.mean(axis=-1, keepdims=True)
	h -= h.mean(axis=-1, keepdims=True)  # once more: the first mean of large values is itself rounded
	s = np.sqrt(np.mean(np.square(h), axis=-1, keepdims=True) + eps)
	h /= s
	return h, s


def layer_norm(x, gamma, beta, eps=1e-5):
	(y, _) = _norm(x, eps)
	y *= gamma; y += beta
	return y


def layer_norm_backward(dout, x, gamma, eps=1e-5):
	h, s = _norm(x, eps)
	axes = tuple(range(x.ndim - 1))
	dgamma, dbeta = np.sum(dout * h, axis=axes), np.sum(dout, axis=axes)
	g = np.multiply(dout, gamma)
	proj = np.mean(g * h, axis=-1, keepdims=True)
	g -= np.mean(g, axis=-1, keepdims=True)
	h *= proj
	g -= h
	g /= s
	return g, dgamma, dbeta
