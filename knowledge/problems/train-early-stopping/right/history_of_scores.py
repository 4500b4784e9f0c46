from copy import deepcopy

class EarlyStopping:
    def __init__(self, patience, min_delta=0.0, mode='min'):
        self.patience = patience; self.min_delta = min_delta; self.mode = mode
        self.best_score = None; self.best_epoch = None; self.best_state = None
        self.scores = []
    def update(self, score, state):
        self.scores.append(score)
        if score == score:
            if self.best_score is None: better = True
            elif self.mode == 'min': better = self.best_score - score > self.min_delta
            else: better = score - self.best_score > self.min_delta
            if better: self.best_score, self.best_epoch, self.best_state = score, len(self.scores) - 1, deepcopy(state)
        last = -1 if self.best_epoch is None else self.best_epoch
        return len(self.scores) - 1 - last >= self.patience
