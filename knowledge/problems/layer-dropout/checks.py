import numpy as np

_TRAIN = "layer = Dropout({p}, seed={seed})\ny = np.asarray(layer.forward(x, training=True))\n"


def cases(rng):
    x = rng.normal(3.0, 1.0, size=(80, 100))
    for p in (0.1, 0.3, 0.8):
        setup = _TRAIN.format(p=p, seed=5) + "dx = np.asarray(layer.backward(np.ones(x.shape)))"
        yield {"name": f"share and scale at {p}", "inputs": {"x": x}, "setup": setup, "call": "[y, dx]"}
    again = _TRAIN.format(p=0.5, seed=9) + "other = Dropout(0.5, seed=9)\n"
    yield {
        "name": "the same seed gives the same masks",
        "inputs": {"x": x},
        "setup": again + "np.random.seed(1)\nz = np.asarray(other.forward(x, training=True))",
        "call": "[y, z]",
    }
    yield {
        "name": "evaluation in between makes no difference",
        "inputs": {"x": x},
        "setup": again
        + "y = np.asarray(layer.forward(x, training=True))\n"
        + "other.forward(x, training=True)\nother.forward(x, training=False)\n"
        + "z = np.asarray(other.forward(x, training=True))",
        "call": "[y, z]",
    }
    yield {
        "name": "masks differ from call to call",
        "inputs": {"x": x},
        "setup": _TRAIN.format(p=0.5, seed=2)
        + "y = y.copy()\nz = np.asarray(layer.forward(x, training=True))",
        "call": "[y, z]",
    }
    yield {
        "name": "masks differ from seed to seed",
        "inputs": {"x": x},
        "setup": _TRAIN.format(p=0.5, seed=2)
        + "z = np.asarray(Dropout(0.5, seed=3).forward(x, training=True))",
        "call": "[y, z]",
    }
    yield {
        "name": "the global generator is left alone",
        "inputs": {"x": x},
        "setup": "np.random.seed(7)\na = np.random.random(3)\nnp.random.seed(7)\n"
        + _TRAIN.format(p=0.5, seed=2)
        + "b = np.random.random(3)",
        "call": "[a, b]",
    }


def holds(name, inputs, output, expected):
    one, two = (np.asarray(part, dtype=float) for part in output)
    if name.startswith("share"):
        return _share(float(name.split()[-1]), np.asarray(inputs["x"], dtype=float), one, two)
    same = one.shape == two.shape and np.array_equal(one, two)
    if name.startswith("masks differ"):
        return "The same mask came twice." if same else None
    return None if same else "The two should be equal to the bit and are not."


def _share(p, x, y, dx):
    if y.shape != x.shape or dx.shape != x.shape:
        return "Output and gradient must have the shape of the input."
    kept = y != 0
    if abs(kept.mean() - (1 - p)) > 0.03:
        return f"With p={p} a share of {kept.mean():.2f} was kept."
    if not np.allclose(y[kept], x[kept] / (1 - p), rtol=1e-4):
        return "Kept entries are not scaled so that the expected output equals the input."
    if kept.all(axis=0).any() or (~kept).all(axis=0).any() or kept.all(axis=1).any():
        return "Whole rows or columns share their fate; each entry is to be dropped on its own."
    return (
        None
        if np.allclose(dx, kept / (1 - p), rtol=1e-4)
        else "The gradient does not pass through the same mask."
    )
