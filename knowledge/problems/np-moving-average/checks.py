import numpy as np


def cases(rng):
    for n, window, share in ((1, 1, 0.0), (30, 4, 0.4), (200, 17, 0.1), (50, 49, 0.8)):
        x = rng.normal(size=n) * 100.0
        x[rng.random(n) < share] = np.nan
        yield {
            "name": f"random {n}, window {window}",
            "inputs": {"x": x},
            "call": f"moving_average(x, {window})",
            "atol": 1e-7,
        }
