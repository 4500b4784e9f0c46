import numpy as np


def _normalised(x, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    scale = 1.0 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    return (centred * scale, scale)


def layer_norm(x, gamma, beta, eps=1e-05):
    x_hat, _ = _normalised(x, eps)
    return gamma * x_hat + beta


def layer_norm_backward(dout, x, gamma, eps=1e-05):
    x_hat, scale = _normalised(x, eps)
    d_hat = dout * gamma
    through_mean = d_hat.mean(axis=-1, keepdims=True)
    through_var = x_hat * (d_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = scale * d_hat
    d = x.shape[-1]
    dgamma = (dout * x_hat).reshape(-1, d).sum(axis=0)
    dbeta = dout.reshape(-1, d).sum(axis=0)
    return (dx, dgamma, dbeta)
