import itertools as it
import heapq


def _pairs(symbols):
	return it.pairwise(symbols)


def _join(symbols, pair):
	"""A generator: looks one symbol ahead."""
	stream = iter(symbols)
	held = next(stream, None)
	while held is not None:
		following = next(stream, None)
		if following is not None and (held, following) == pair:
			yield held + following
			held = next(stream, None)
		else:
			yield held
			held = following


class Learner:
	def __init__(self, words):
		self.corpus = {word: tuple(word) for word in words}
		self.counts = dict(words)

	def __iter__(self):
		while True:
			tally = {}
			for word, symbols in self.corpus.items():
				for pair in _pairs(symbols): tally[pair] = tally.get(pair, 0) + self.counts[word]
			if not tally:
				return
			(best,) = heapq.nsmallest(1, tally, key=lambda pair: (-tally[pair], pair))
			yield list(best)
			for word in self.corpus:
				self.corpus[word] = tuple(_join(self.corpus[word], best))


def learn_merges(words, n):
	return [*it.islice(Learner(words), n)]


def encode(word, merges):
	place = {}
	for number, pair in enumerate(map(tuple, merges)): place.setdefault(pair, number)
	symbols = tuple(word)
	while (best := min((place.get(pair, float("inf")) for pair in _pairs(symbols)), default=float("inf"))) < float("inf"):
		symbols = tuple(_join(symbols, tuple(merges[best])))
	return symbols
