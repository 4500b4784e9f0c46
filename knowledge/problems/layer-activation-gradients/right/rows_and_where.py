import numpy as np


class Backward:
	@staticmethod
	def softmax(dout, y, axis=-1):
		with np.errstate(over="ignore"):
			inner = np.sum(np.multiply(dout, y), axis, keepdims=True)
		return np.multiply(y, np.subtract(dout, inner))

	@staticmethod
	def gelu(dout, x):
		small = np.abs(x) < 50
		z = np.where(small, x, 0.0).astype(np.longdouble)
		k = np.sqrt(np.longdouble(2) / np.longdouble(np.pi))
		th = np.tanh(k * z * (1 + 0.044715 * z * z))
		slope = (1 + th) / 2 + z / 2 * (1 - th) * (1 + th) * k * (1 + 0.134145 * z * z)
		return (np.where(small, slope, x > 0) * dout).astype(np.result_type(dout))


softmax_backward, gelu_backward = Backward.softmax, Backward.gelu
