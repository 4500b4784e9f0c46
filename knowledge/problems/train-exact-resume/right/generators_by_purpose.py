"""Order and masks are made from seed, epoch and number: nothing drawn has to be remembered."""

import numpy as np


class Trainer:
    def __init__(self, x, y, batch_size, accumulate, lr, momentum, drop, seed):
        self.x, self.y = np.array(x, float), np.array(y, float)
        self.settings = batch_size, accumulate, lr, momentum, drop
        d = self.x.shape[1]
        self.memory = {"seed": seed, "done": 0, "w": [0.0] * d, "v": [0.0] * d, "g": [0.0] * d, "rows": 0, "t": 0}

    @property
    def weights(self):
        return np.array(self.memory["w"])

    def _rows(self, number):
        size = self.settings[0]
        per_epoch = -(-len(self.x) // size)
        epoch, part = divmod(number, per_epoch)
        order = np.random.default_rng([self.memory["seed"], 0, epoch]).permutation(len(self.x))
        return order[part * size : (part + 1) * size]

    def run(self, count):
        out = []
        _, accumulate, lr, momentum, drop = self.settings
        for _ in range(count):
            m = dict(self.memory)
            rows = self._rows(m["done"])
            mask = np.random.default_rng([m["seed"], 1, m["done"]]).random((len(rows), self.x.shape[1])) >= drop
            inputs = np.where(mask, self.x[rows] / (1 - drop), 0.0)
            error = inputs @ np.array(m["w"]) - self.y[rows]
            gradient = np.array(m["g"]) + 2 * inputs.T @ error
            m["rows"] += len(rows)
            m["done"] += 1
            if m["done"] % accumulate == 0:
                velocity = momentum * np.array(m["v"]) + gradient / m["rows"]
                m["w"] = (np.array(m["w"]) - lr / (1 + m["t"]) ** 0.5 * velocity).tolist()
                m["v"], m["rows"], m["t"] = velocity.tolist(), 0, m["t"] + 1
                gradient = np.zeros_like(gradient)
            m["g"] = gradient.tolist()
            self.memory = m
            out.append({"rows": rows.tolist(), "loss": float((error * error).mean())})
        return out

    def state(self):
        return dict(self.memory)

    def load(self, state):
        self.memory = dict(state)
