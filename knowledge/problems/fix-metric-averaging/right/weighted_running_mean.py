import numpy as np


def evaluate(batches):
	"""Row by row; a mean that moves by one over the number of rows so far."""
	rows = 0; accuracy = loss = 0.0; confusion = np.zeros((2, 2), int)
	for p, y in batches:
		for pi, yi in zip(np.asarray(p).tolist(), np.asarray(y).tolist()):
			rows += 1
			yes, truth = int(pi > 0.5), int(yi == 1)
			confusion[truth, yes] += 1
			accuracy += ((yes == truth) - accuracy) / rows
			pi = min(max(pi, 1e-12), 1 - 1e-12)
			loss += (-np.log(pi if truth else 1 - pi) - loss) / rows
	if rows == 0:
		accuracy = loss = float("nan")
	(_, fp), (fn, tp) = confusion
	with np.errstate(all="ignore"):
		f1 = float("nan") if not rows else np.nan_to_num(np.float64(2 * tp) / (2 * tp + fp + fn))
	return {"rows": rows, "accuracy": accuracy, "loss": loss, "perplexity": np.exp(loss), "f1": f1}
