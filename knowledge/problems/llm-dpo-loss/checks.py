import numpy as np


def cases(rng):
    for n, t, s in ((1, 1, 1), (3, 4, 2), (4, 3, 6)):
        names = (("chosen", t), ("rejected", s), ("ref_chosen", t), ("ref_rejected", s))
        inputs = {name: -3.0 * rng.random((n, width)) for name, width in names}
        inputs |= {"mc": rng.random((n, t)) < 0.8, "mr": rng.random((n, s)) < 0.8}
        yield {
            "name": f"finite differences {n}x{t}x{s}",
            "inputs": inputs,
            "call": "dpo_loss(chosen, rejected, ref_chosen, ref_rejected, mc, mr, beta=0.4)",
        }


def holds(name, inputs, output, expected):
    chosen, rejected, ref_chosen, ref_rejected = (
        np.array(inputs[key], dtype=float) for key in ("chosen", "rejected", "ref_chosen", "ref_rejected")
    )
    mc, mr = np.asarray(inputs["mc"], dtype=bool), np.asarray(inputs["mr"], dtype=bool)

    def margins(tokens):
        return ((tokens - ref_chosen) * mc).sum(axis=1) - ((rejected - ref_rejected) * mr).sum(axis=1)

    def loss(tokens):
        return float(np.log1p(np.exp(-0.4 * margins(tokens))).mean())

    if len(output) != 3:
        return "Loss, accuracy and gradient were expected."
    if not np.allclose(float(output[0]), loss(chosen), rtol=1e-4):
        return "The loss differs."
    if not np.allclose(float(output[1]), (margins(chosen) > 0).mean(), rtol=1e-4):
        return "The accuracy differs."
    slope = np.zeros_like(chosen)
    for at in np.ndindex(chosen.shape):
        up, down = chosen.copy(), chosen.copy()
        up[at] += 1e-5
        down[at] -= 1e-5
        slope[at] = (loss(up) - loss(down)) / 2e-5
    grad = np.asarray(output[2], dtype=float)
    if grad.shape != slope.shape:
        return f"The gradient has shape {grad.shape}, it should be {slope.shape}."
    return (
        None
        if np.allclose(grad, slope, rtol=1e-3, atol=1e-5)
        else "The gradient differs from finite differences."
    )
