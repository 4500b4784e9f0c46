import numpy as np


def cases(rng):
    for shape in ((1, 2), (4, 3), (2, 3, 5)):
        inputs = {"x": rng.normal(0.0, 1.5, size=shape), "dout": rng.normal(size=shape)}
        inputs["y"] = _softmax(inputs["x"])
        call = "[softmax_backward(dout, y), gelu_backward(dout, x)]"
        yield {"name": f"finite differences {shape}", "inputs": inputs, "call": call}


def _softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def _gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def _slope(function, x, dout, step=1e-5):
    out = np.zeros_like(x)
    for at in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[at] += step
        down[at] -= step
        out[at] = ((function(up) - function(down)) * dout).sum() / (2 * step)
    return out


def holds(name, inputs, output, expected):
    x, dout = np.array(inputs["x"], dtype=float), np.array(inputs["dout"], dtype=float)
    for what, function, raw in zip(("softmax", "GELU"), (_softmax, _gelu), output, strict=True):
        got = np.asarray(raw, dtype=float)
        if got.shape != x.shape:
            return f"The gradient of the {what} has shape {got.shape}, it should be {x.shape}."
        if not np.allclose(got, _slope(function, x, dout), rtol=1e-3, atol=1e-4):
            return f"The gradient of the {what} differs from its finite differences."
    return None
