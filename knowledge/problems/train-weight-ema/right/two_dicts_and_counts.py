import numpy as np
import copy


class WeightEma:
	def __init__(self, decay):
		self.decay, self.steps = decay, 0
		self.ema, self.now = dict(), dict()

	def update(self, weights):
		self.now = copy.deepcopy(weights)
		self.steps += 1
		for key in weights.keys():
			new = np.asarray(weights[key])
			if new.dtype.kind != "f":
				continue
			if key not in self.ema:
				self.ema[key] = np.zeros(new.shape)
			self.ema[key] *= self.decay
			self.ema[key] += np.multiply(1 - self.decay, new, dtype=np.float64)

	def average(self):
		bias = -np.expm1(self.steps * np.log(self.decay)) if self.decay else 1.0
		out = copy.deepcopy(self.now)
		for key, value in self.ema.items():
			out[key] = np.asarray(value / bias, dtype=np.asarray(self.now[key]).dtype)
		return out
