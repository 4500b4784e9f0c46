import numpy as np, re


def top_words(lines, k):
	words = re.split("[^a-z']+", "\n".join(line.lower() for line in lines))
	words = [w for w in words if w]
	if not words:
		return []
	unique, counts = np.unique(np.array(words, dtype=object), return_counts=True)
	best = np.argsort(-counts, kind="stable")[: max(k, 0)]
	return [[unique[i], counts[i]] for i in best]
