import numpy as np


def cases(rng):
    for n, c, bins in ((40, 2, 10), (500, 5, 15), (30, 3, 100)):
        p = rng.dirichlet(np.ones(c), size=n)
        yield {
            "name": f"random {n} rows, {bins} bins",
            "inputs": {
                "p": p,
                "y": np.where(rng.random(n) < 0.6, p.argmax(axis=1), rng.integers(0, c, size=n)),
            },
            "call": f"calibration_error(p, y, bins={bins})",
            "rtol": 1e-6,
        }
