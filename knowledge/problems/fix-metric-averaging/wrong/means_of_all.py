import math

import numpy as np

METRICS = ("accuracy", "loss", "perplexity", "f1")


def evaluate(batches):
    rows = hits = predicted_or_true = 0
    losses, accuracies = [], []
    for probabilities, labels in batches:
        positive = np.asarray(labels) == 1
        probabilities = np.asarray(probabilities, dtype=float)
        clipped = np.clip(probabilities, 1e-12, 1 - 1e-12)
        predicted = probabilities > 0.5
        rows += len(positive)
        if len(positive):
            accuracies.append(np.mean(predicted == positive))
            losses.append(-np.mean(np.where(positive, np.log(clipped), np.log(1 - clipped))))
        hits += int(np.sum(predicted & positive))
        predicted_or_true += int(np.sum(predicted)) + int(np.sum(positive))
    if not rows:
        return {"rows": 0, **dict.fromkeys(METRICS, math.nan)}
    return {
        "rows": rows,
        "accuracy": float(np.mean(accuracies)),
        "loss": float(np.mean(losses)),
        "perplexity": float(np.exp(np.mean(losses))),
        "f1": 2 * hits / predicted_or_true if predicted_or_true else 0.0,
    }
