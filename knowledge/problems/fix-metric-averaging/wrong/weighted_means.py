import numpy as np


def batch_metrics(probabilities, labels):
    """The metrics of one batch."""
    clipped = np.clip(probabilities, 1e-12, 1 - 1e-12)
    predicted = probabilities > 0.5
    hits = np.sum(predicted & (labels == 1))
    total = np.sum(predicted) + np.sum(labels == 1)
    loss = np.mean(-np.where(labels == 1, np.log(clipped), np.log(1 - clipped)))
    return {
        "accuracy": np.mean(predicted == (labels == 1)),
        "loss": loss,
        "perplexity": np.exp(loss),
        "f1": 2 * hits / total if total else 0.0,
    }


def evaluate(batches):
    collected = {"accuracy": [], "loss": [], "perplexity": [], "f1": []}
    rows = 0
    sizes = []
    for probabilities, labels in batches:
        if not len(labels):
            continue
        rows += len(labels)
        sizes.append(len(labels))
        for name, value in batch_metrics(probabilities, labels).items():
            collected[name].append(value)
    if not rows:
        return {"rows": 0, **{name: float("nan") for name in collected}}
    return {"rows": rows, **{name: float(np.average(v, weights=sizes)) for name, v in collected.items()}}
