import numpy as np


def lerp(a, b, w):
	return a + (b - a) * w


class Adam:
	def __init__(self, lr, betas, eps, weight_decay, decoupled):
		self.__dict__.update(locals())

	def __call__(self, param, grad, state):
		m, v, t = (state[k] for k in "mvt") if state else (np.zeros_like(param), np.zeros_like(param), 0)
		grad = grad if self.decoupled else np.add(grad, self.weight_decay * param)
		m, v, t = lerp(m, grad, 1 - self.betas[0]), lerp(v, grad * grad, 1 - self.betas[1]), t + 1
		update = np.divide(m / (1 - np.power(self.betas[0], t)), np.sqrt(v / (1 - np.power(self.betas[1], t))) + self.eps)
		new = param - self.lr * (update + self.weight_decay * param * self.decoupled)
		return new.astype(param.dtype, copy=False), {"m": m, "v": v, "t": t}


def adam_step(param, grad, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
	return Adam(lr, betas, eps, weight_decay, decoupled)(param, grad, state)
