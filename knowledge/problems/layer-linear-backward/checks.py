import numpy as np


def cases(rng):
    for rows, d_in, d_out in ((1, 1, 1), (3, 4, 4), (7, 5, 2)):
        inputs = {
            "w": rng.normal(size=(d_in, d_out)),
            "b": rng.normal(size=d_out),
            "x": rng.normal(size=(rows, d_in)),
            "dout": rng.normal(size=(rows, d_out)),
        }
        yield {
            "name": f"finite differences {rows}x{d_in}x{d_out}",
            "inputs": inputs,
            "setup": "layer = Linear(w, b)\ny = layer.forward(x)\ndx = layer.backward(dout)",
            "call": "[y, dx, layer.dw, layer.db]",
        }


def _slope(loss, array, step=1e-5):
    """Central differences of `loss()` over every entry of `array`, which is put back afterwards."""
    out = np.zeros_like(array)
    for at in np.ndindex(array.shape):
        kept = array[at]
        array[at] = kept + step
        up = loss()
        array[at] = kept - step
        out[at] = (up - loss()) / (2 * step)
        array[at] = kept
    return out


def holds(name, inputs, output, expected):
    w, b, x, dout = (np.array(inputs[key], dtype=float) for key in ("w", "b", "x", "dout"))

    def loss():
        return float(((x @ w + b) * dout).sum())

    if len(output) != 4:
        return "Forward output and three gradients were expected."
    wanted = {"output": x @ w + b, "gradient of x": _slope(loss, x), "gradient of w": _slope(loss, w)}
    wanted["gradient of b"] = _slope(loss, b)
    for (what, right), raw in zip(wanted.items(), output, strict=True):
        got = np.asarray(raw, dtype=float)
        if got.shape != right.shape:
            return f"The {what} has shape {got.shape}, it should be {right.shape}."
        if not np.allclose(got, right, rtol=1e-3, atol=1e-4):
            return f"The {what} differs from its finite differences."
    return None
