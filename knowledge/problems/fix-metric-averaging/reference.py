import math

import numpy as np

METRICS = ("accuracy", "loss", "perplexity", "f1")


def evaluate(batches):
    rows = right = hits = predicted_or_true = 0
    loss_sum = 0.0
    for probabilities, labels in batches:
        positive = np.asarray(labels) == 1
        probabilities = np.asarray(probabilities, dtype=float)
        clipped = np.clip(probabilities, 1e-12, 1 - 1e-12)
        predicted = probabilities > 0.5
        rows += len(positive)
        right += int(np.sum(predicted == positive))
        hits += int(np.sum(predicted & positive))
        predicted_or_true += int(np.sum(predicted)) + int(np.sum(positive))
        loss_sum -= float(np.sum(np.where(positive, np.log(clipped), np.log(1 - clipped))))
    if not rows:
        return {"rows": 0, **dict.fromkeys(METRICS, math.nan)}
    return {
        "rows": rows,
        "accuracy": right / rows,
        "loss": loss_sum / rows,
        "perplexity": math.exp(loss_sum / rows),
        "f1": 2 * hits / predicted_or_true if predicted_or_true else 0.0,
    }
