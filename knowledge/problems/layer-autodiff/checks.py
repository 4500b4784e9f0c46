import numpy as np

_LINES = """x, w, b = Tensor(x0), Tensor(w0), Tensor(b0)
h = (x @ w + b).relu()
y = h * h - h * b + 0.5 * x.sum()
loss = (y * y).sum()
loss.backward()"""


def cases(rng):
    for n, k, m in ((1, 2, 2), (3, 3, 3), (4, 2, 5)):
        yield {
            "name": f"finite differences {n}x{k}x{m}",
            "inputs": {
                "x0": rng.normal(size=(n, k)),
                "w0": rng.normal(size=(k, m)),
                "b0": rng.normal(size=m),
            },
            "setup": _LINES,
            "call": "[loss.data, x.grad, w.grad, b.grad]",
        }


def _loss(x, w, b):
    h = np.maximum(x @ w + b, 0)
    y = h * h - h * b + 0.5 * x.sum()
    return float((y * y).sum())


def holds(name, inputs, output, expected):
    arrays = [np.array(inputs[key], dtype=float) for key in ("x0", "w0", "b0")]
    if not np.allclose(float(np.asarray(output[0])), _loss(*arrays), rtol=1e-4):
        return "The forward value differs."
    for which, raw in enumerate(output[1:]):
        got = np.asarray(raw, dtype=float)
        if got.shape != arrays[which].shape:
            return f"A gradient has shape {got.shape}, its tensor has {arrays[which].shape}."
        slope = np.zeros_like(got)
        for at in np.ndindex(got.shape):
            sides = []
            for step in (1e-6, -1e-6):
                moved = [array.copy() for array in arrays]
                moved[which][at] += step
                sides.append(_loss(*moved))
            slope[at] = (sides[0] - sides[1]) / 2e-6
        if not np.allclose(got, slope, rtol=1e-3, atol=1e-3):
            return "A gradient differs from its finite differences."
    return None
