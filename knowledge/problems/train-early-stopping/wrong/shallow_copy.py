import copy
import math


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0, mode="min"):
        self.patience, self.min_delta = patience, min_delta
        self.sign = 1.0 if mode == "max" else -1.0
        self.best_score = self.best_epoch = self.best_state = None
        self.epoch = -1
        self.waited = 0

    def _improves(self, score):
        if math.isnan(score):
            return False
        if self.best_score is None:
            return True
        return self.sign * score > self.sign * self.best_score + self.min_delta

    def update(self, score, state):
        self.epoch += 1
        if self._improves(score):
            self.best_score, self.best_epoch = score, self.epoch
            self.best_state = copy.copy(state)
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
