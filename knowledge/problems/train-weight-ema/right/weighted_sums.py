import numpy as np

class WeightEma:
    def __init__(self, decay):
        self.decay, self.n, self.acc, self.kind = decay, 0., {}, {}
    def update(self, weights):
        self.n = 1 + self.decay*self.n
        for k, w in weights.items():
            w = np.array(w); self.kind[k] = w.dtype
            self.acc[k] = self.acc.get(k, 0.)*self.decay + w.astype(float) if w.dtype.kind == 'f' else w
    def average(self):
        return {k: (a/self.n).astype(self.kind[k]) if self.kind[k].kind == 'f' else a.copy() for k, a in self.acc.items()}
