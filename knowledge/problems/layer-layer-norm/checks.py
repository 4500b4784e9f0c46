import numpy as np


def cases(rng):
    for rows, d in ((1, 2), (3, 5), (6, 4)):
        inputs = {
            "x": rng.normal(1.0, 2.0, size=(rows, d)),
            "dout": rng.normal(size=(rows, d)),
            "gamma": rng.normal(size=d),
        }
        call = "layer_norm_backward(dout, x, gamma, eps=1e-3)"
        yield {"name": f"finite differences {rows}x{d}", "inputs": inputs, "call": call}


def _forward(x, gamma, beta):
    mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + 1e-3) + beta


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
    x, dout, gamma = (np.array(inputs[key], dtype=float) for key in ("x", "dout", "gamma"))
    beta = np.zeros_like(gamma)

    def loss():
        return float((_forward(x, gamma, beta) * dout).sum())

    if len(output) != 3:
        return "Three gradients were expected: dx, dgamma, dbeta."
    for what, array, raw in zip(("x", "gamma", "beta"), (x, gamma, beta), output, strict=True):
        got = np.asarray(raw, dtype=float)
        if got.shape != array.shape:
            return f"The gradient of {what} has shape {got.shape}, it should be {array.shape}."
        if not np.allclose(got, _slope(loss, array), rtol=1e-3, atol=1e-3):
            return f"The gradient of {what} differs from its finite differences."
    return None
