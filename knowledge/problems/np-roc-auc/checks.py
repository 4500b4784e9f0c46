def cases(rng):
    for n, values in ((10, 3), (60, 8), (300, 1000)):
        labels = rng.integers(0, 2, size=n)
        labels[:2] = [0, 1]
        yield {
            "name": f"random {n}, {values} values",
            "inputs": {"labels": labels, "scores": rng.integers(0, values, size=n) / 4.0},
            "call": "roc_auc(labels, scores)",
            "rtol": 1e-9,
        }
