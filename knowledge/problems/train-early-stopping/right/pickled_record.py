import operator
import pickle
from typing import NamedTuple, Any


class Best(NamedTuple):
    score: float | None = None
    epoch: int | None = None
    frozen: bytes = pickle.dumps(None)


class EarlyStopping:
    """The best state is kept as bytes and thawed when it is asked for."""

    best_score = property(lambda self: self.best.score)
    best_epoch = property(lambda self: self.best.epoch)
    best_state = property(lambda self: pickle.loads(self.best.frozen))

    def __init__(self, patience, min_delta=0.0, mode="min"):
        self.patience, self.best, self.epoch, self.left = patience, Best(), 0, patience
        is_better = operator.gt if mode == "max" else operator.lt
        shift = min_delta if mode == "max" else -min_delta
        self.improves = lambda score: self.best.score is None or is_better(score, self.best.score + shift)

    def update(self, score: float, state: dict[str, Any]) -> bool:
        if score != score or not self.improves(score):
            self.left -= 1
        else:
            self.best, self.left = Best(score, self.epoch, pickle.dumps(state)), self.patience
        self.epoch += 1
        return self.left <= 0
