import numpy as np


def adam_step(param, grad, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    beta1, beta2 = betas
    if state is None:
        state = {"m": np.zeros_like(param), "v": np.zeros_like(param), "t": 0}
    if not decoupled:
        grad = grad + weight_decay * param
    t = state["t"] + 1
    m, v = state["m"], state["v"]
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad * grad
    state["t"] = t
    step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    if decoupled:
        step = step + weight_decay * param
    return param - lr * step, state
