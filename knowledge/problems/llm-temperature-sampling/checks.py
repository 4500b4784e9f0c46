import numpy as np


def cases(rng):
    for n, v, temperature in ((1, 2, 1.0), (50, 7, 0.6), (400, 30, 1.7)):
        logits = rng.normal(0.0, 2.0, size=(n, v))
        p = np.exp(logits / temperature)
        ends = (p / p.sum(axis=1, keepdims=True)).cumsum(axis=1)
        uniforms = rng.random(n)
        # Draws within rounding of a border have two right answers; move them away.
        while (close := (np.abs(ends - uniforms[:, None]) < 1e-5).any(axis=1)).any():
            uniforms[close] = rng.random(int(close.sum()))
        yield {
            "name": f"random {n}x{v} at {temperature}",
            "inputs": {"logits": logits, "uniforms": uniforms},
            "call": f"sample(logits, {temperature}, uniforms)",
            "rtol": 0.0,
        }
