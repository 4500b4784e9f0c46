import numpy as np

SETUP = """
def grad_fn(w, s):
    with np.errstate(over="ignore", invalid="ignore"):
        error = x.astype(np.float16) @ w - y.astype(np.float16)
        return x.astype(np.float16).T @ (error * np.float16(s / len(y)))
with np.errstate(over="ignore", invalid="ignore"):
    out = train_steps(w, grad_fn, 0.05, 40, scale, 6)
"""


def cases(rng):
    """Least squares in half precision from a scale that is too large and one that is too small."""
    for scale in (2.0**22, 1.0):
        x = rng.normal(size=(32, 4)).astype(np.float32)
        w = rng.normal(size=4).astype(np.float32)
        y = (x @ rng.normal(size=4)).astype(np.float32)
        yield {
            "name": f"least squares from scale {scale:g}",
            "inputs": {"x": x, "y": y, "w": w, "scale": scale},
            "setup": SETUP,
            "call": "out['weights']",
            "by_reference": True,
            "rtol": 5e-3,
            "atol": 5e-3,
        }
