import numpy as np


class Sampler:
    def __init__(self, temperature: float):
        if temperature < 0.0:
            raise ValueError("temperature below zero")
        self.temperature = temperature

    def probabilities(self, logits):
        scaled = (logits - logits.max(axis=-1, keepdims=True)) / self.temperature
        odds = np.exp(scaled)
        return odds / odds.sum(axis=-1, keepdims=True)

    def __call__(self, logits, uniforms):
        if self.temperature == 0:
            return logits.argmax(axis=-1).tolist()
        p = self.probabilities(np.asarray(logits, dtype=np.float64))
        above = (np.cumsum(p, axis=-1) > uniforms[:, None]) & (p > 0)
        # by rounding none may be above: then the last possible one
        width = p.shape[-1]
        last = np.where(p > 0, np.arange(width), -1).max(axis=-1, initial=-1)
        return np.where(above.any(axis=-1), above.argmax(axis=-1), last).tolist()


sample = lambda logits, temperature, uniforms: Sampler(temperature)(logits, uniforms)
