import numpy as np


def cases(rng):
    for n, d, k in ((40, 6, 4), (8, 20, 3), (10, 10, 5)):
        x = rng.normal(size=(n, d)) @ np.diag(np.linspace(1.0, 5.0, d)) + rng.normal(size=d) * 10.0
        yield {
            "name": f"random {n} by {d}",
            "inputs": {"x": x},
            "call": f"pca(x, {k})",
            "rtol": 1e-5,
            "atol": 1e-7,
        }
