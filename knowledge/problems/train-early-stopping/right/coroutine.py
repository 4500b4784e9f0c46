import copy


class EarlyStopping:
	"""The state of the search lives in a generator."""

	def __init__(self, patience, min_delta=0.0, mode="min"):
		self.best_score = self.best_epoch = self.best_state = None
		self._send = self._watch(patience, min_delta, {"min": -1, "max": 1}[mode]).send
		self._send(None)

	def _watch(self, patience, delta, sign):
		waited = epoch = 0
		stop = False
		while True:
			score, state = yield stop
			gained = self.best_score is None or sign * (score - self.best_score) > delta
			if gained and not score != score:
				self.best_score, self.best_epoch, self.best_state = score, epoch, copy.deepcopy(state)
				waited = 0
			else:
				waited += 1
			epoch += 1
			stop = waited >= patience

	update = lambda self, score, state: self._send((score, state))
