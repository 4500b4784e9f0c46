import numpy as np


def cases(rng):
    """Studies with patients who differ from each other, from pure noise to a clear signal."""
    for n, people, d, k, keep, signal in (
        (60, 14, 12, 3, 4, 0.0),
        (90, 20, 30, 5, 5, 1.0),
        (48, 9, 5, 4, 5, 3.0),
    ):
        patients = rng.permutation(np.arange(n) % people)
        x = rng.normal(size=(people, d))[patients] + rng.normal(size=(n, d))
        y = (signal * x[:, 0] + rng.normal(size=n) > 0.4).astype(int)
        yield {
            "name": f"random study of {people} patients",
            "inputs": {
                "x": x,
                "y": y,
                "patients": patients,
                "k": k,
                "keep": keep,
                "seed": int(rng.integers(1000)),
            },
            "setup": "out = study(x, y, patients, k, keep, seed)",
            "call": "[[[f['test'], f['tune'], f['columns'], f['threshold']] for f in out['folds']], out['predicted'], out['f1']]",
            "by_reference": True,
            "rtol": 1e-6,
        }
