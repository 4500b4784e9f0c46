import numpy as np


def cases(rng):
    """Seeded gradients of mixed shapes, clipped and not."""
    for number, limit in enumerate((0.5, 3.0, 1000.0), 1):
        grads = [rng.normal(size=shape) * 2 for shape in ((3,), (4, 5), (2, 1, 3))]
        grads[1] = grads[1].astype(np.float32)
        yield {
            "name": f"random gradients {number}",
            "inputs": {"g": grads, "limit": limit},
            "call": "clip_gradients(g, limit)",
            "by_reference": True,
            "rtol": 1e-4,
        }
