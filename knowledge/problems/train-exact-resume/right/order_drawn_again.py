"""Keeps the generator as it was before the shuffle, and a second one for the masks."""

import base64
import copy
import pickle

import numpy as np


class Trainer:
    def __init__(self, x, y, batch_size, accumulate, lr, momentum, drop, seed):
        self.data = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.batch_size, self.accumulate = batch_size, accumulate
        self.lr, self.momentum, self.drop = lr, momentum, drop
        width = self.data[0].shape[1]
        self.weights, self.velocity, self.gathered = (np.zeros(width) for _ in range(3))
        self.count = self.rows = 0
        orders, self.masks = (np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(2))
        self.place = 0
        self.before = orders.bit_generator.state
        self._shuffle()

    def _shuffle(self):
        orders = np.random.default_rng()
        orders.bit_generator.state = self.before
        self.order = orders.permutation(len(self.data[0]))
        self.after = orders.bit_generator.state

    def run(self, count):
        return [self._one() for _ in range(count)]

    def _one(self):
        if self.place >= len(self.order):
            self.before, self.place = self.after, 0
            self._shuffle()
        rows = self.order[self.place : self.place + self.batch_size]
        self.place += self.batch_size
        x, y = self.data[0][rows], self.data[1][rows]
        x = x * (self.masks.random(x.shape) >= self.drop) / (1 - self.drop)
        error = x @ self.weights - y
        self.gathered += 2 * x.T @ error
        self.rows += len(rows)
        self.count += 1
        if self.count % self.accumulate == 0:
            self.velocity *= self.momentum
            self.velocity += self.gathered / self.rows
            self.weights -= self.lr / np.sqrt(self.count // self.accumulate) * self.velocity
            self.gathered[:] = 0
            self.rows = 0
        return {"rows": rows.tolist(), "loss": float(np.mean(np.square(error)))}

    _kept = ("weights", "velocity", "gathered", "count", "rows", "place", "before", "masks")

    def state(self):
        kept = {name: copy.deepcopy(getattr(self, name)) for name in self._kept}
        return {"bytes": base64.b64encode(pickle.dumps(kept)).decode()}

    def load(self, state):
        self.__dict__.update(pickle.loads(base64.b64decode(state["bytes"])))
        self._shuffle()
