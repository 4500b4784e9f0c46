import numpy as np


def cases(rng):
    for shape, axis in (((7,), 0), ((5, 9), 1), ((5, 9), 0), ((3, 4, 5), 1), ((3, 4, 5), -3)):
        yield {
            "name": f"random {shape} along {axis}",
            "inputs": {"x": rng.normal(size=shape) * 300.0},
            "call": f"logsumexp(x, axis={axis})",
            "rtol": 1e-6,
        }
    yield {
        "name": "float32",
        "inputs": {"x": (rng.normal(size=(6, 8)) * 100.0).astype(np.float32)},
        "call": "logsumexp(x)",
        "rtol": 1e-4,
        "atol": 1e-4,
    }
