import numpy as np


def f1(labels, predicted):
    hits = np.sum(predicted & (labels == 1))
    total = np.sum(predicted) + np.sum(labels == 1)
    return float(2 * hits / total) if total else 0.0


def best_threshold(scores, labels):
    best = (-1.0, 0.0)
    for threshold in np.unique(scores):
        value = f1(labels, scores >= threshold)
        if value > best[0]:
            best = (value, float(threshold))
    return best


def select_and_report(val_scores, val_labels, test_scores, test_labels):
    val_scores, test_scores = np.asarray(val_scores, dtype=float), np.asarray(test_scores, dtype=float)
    val_labels, test_labels = np.asarray(val_labels), np.asarray(test_labels)
    tuned = [best_threshold(scores, val_labels) for scores in val_scores]
    model = max(range(len(tuned)), key=lambda i: f1(test_labels, test_scores[i] >= tuned[i][1]))
    val_f1, threshold = tuned[model]
    test_f1 = f1(test_labels, test_scores[model] >= threshold)
    return {"model": model, "threshold": threshold, "val_f1": val_f1, "test_f1": test_f1}
