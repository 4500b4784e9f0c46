import numpy as np


class Trainer:
    def __init__(self, x, y, batch_size, accumulate, lr, momentum, drop, seed):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.batch_size, self.accumulate = batch_size, accumulate
        self.lr, self.momentum, self.drop = lr, momentum, drop
        self.rng = np.random.default_rng(seed)
        self.weights = np.zeros(self.x.shape[1])
        self.velocity = np.zeros_like(self.weights)
        self.steps = 0
        self.order, self.place = [], 0  # of the epoch under way, and how much of it is done
        self.pending, self.pending_rows, self.pending_batches = np.zeros_like(self.weights), 0, 0

    def _next_rows(self):
        if self.place >= len(self.order):
            self.order, self.place = self.rng.permutation(len(self.x)).tolist(), 0
        rows = self.order[self.place : self.place + self.batch_size]
        self.place += len(rows)
        return rows

    def _micro_batch(self):
        rows = self._next_rows()
        kept = self.rng.random((len(rows), self.x.shape[1])) >= self.drop
        inputs = self.x[rows] * kept / (1 - self.drop)
        error = inputs @ self.weights - self.y[rows]
        self.pending = self.pending + 2 * error @ inputs  # a sum: rows count alike however they were cut
        self.pending_rows += len(rows)
        self.pending_batches += 1
        if self.pending_batches == self.accumulate:
            self._step()
        return {"rows": list(rows), "loss": float(np.mean(error**2))}

    def _step(self):
        self.velocity = self.momentum * self.velocity + self.pending / self.pending_rows
        self.weights = self.weights - self.lr / np.sqrt(1 + self.steps) * self.velocity
        self.steps += 1
        self.pending, self.pending_rows, self.pending_batches = np.zeros_like(self.weights), 0, 0

    def run(self, count):
        return [self._micro_batch() for _ in range(count)]

    def state(self):
        return {
            "weights": self.weights.tolist(),  # repr of a float64 is exact, so JSON keeps every bit
            "velocity": self.velocity.tolist(),
            "steps": self.steps,
            "order": list(self.order),
            "place": self.place,
            "pending": [self.pending.tolist(), self.pending_rows, self.pending_batches],
            "rng": self.rng.bit_generator.state,
        }

    def load(self, state):
        self.weights, self.velocity = np.array(state["weights"]), np.array(state["velocity"])
        self.steps, self.place, self.order = state["steps"], state["place"], list(state["order"])
        pending, self.pending_rows, self.pending_batches = state["pending"]
        self.pending = np.array(pending)
        self.rng = np.random.default_rng()
        self.rng.bit_generator.state = state["rng"]
