import numpy as np


def cases(rng):
    for n, k, smoothing in ((1, 2, 0.0), (4, 3, 0.2), (6, 5, 0.1)):
        targets = rng.integers(0, k, size=n)
        targets[1::3] = -100
        yield {
            "name": f"finite differences {n}x{k}",
            "inputs": {"logits": rng.normal(size=(n, k)), "targets": targets, "smoothing": smoothing},
            "call": "cross_entropy(logits, targets, smoothing)",
        }


def _loss(logits, targets, smoothing):
    """Row by row, written apart from the reference."""
    rows = []
    for row, target in zip(logits, targets, strict=True):
        if target == -100:
            continue
        log_p = row - np.log(np.exp(row).sum())
        rows.append(-(1 - smoothing) * log_p[target] - smoothing * log_p.mean())
    return float(np.mean(rows))


def holds(name, inputs, output, expected):
    logits = np.array(inputs["logits"], dtype=float)
    targets, smoothing, step = np.asarray(inputs["targets"]), float(inputs["smoothing"]), 1e-5
    if len(output) != 2:
        return "A loss and a gradient were expected."
    if not np.allclose(float(output[0]), _loss(logits, targets, smoothing), rtol=1e-4, atol=1e-5):
        return "The loss differs."
    slope = np.zeros_like(logits)
    for at in np.ndindex(logits.shape):
        up, down = logits.copy(), logits.copy()
        up[at] += step
        down[at] -= step
        slope[at] = (_loss(up, targets, smoothing) - _loss(down, targets, smoothing)) / (2 * step)
    grad = np.asarray(output[1], dtype=float)
    if grad.shape != slope.shape:
        return f"The gradient has shape {grad.shape}, it should be {slope.shape}."
    return (
        None
        if np.allclose(grad, slope, rtol=1e-3, atol=1e-4)
        else "The gradient differs from finite differences."
    )
