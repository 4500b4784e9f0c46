import numpy as np


def cases(rng):
    for n, m, k in ((1, 1, 1), (5, 30, 4), (8, 100, 99), (6, 12, 12)):
        yield {
            "name": f"many ties {n} by {m}, {k}",
            "inputs": {"x": rng.integers(-3, 4, size=(n, m))},
            "call": f"top_k(x, {k})",
        }
    yield {
        "name": "float32",
        "inputs": {"x": rng.normal(size=(7, 50)).astype(np.float32)},
        "call": "top_k(x, 6)",
        "rtol": 1e-5,
    }
