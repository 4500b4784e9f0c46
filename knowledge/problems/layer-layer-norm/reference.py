import numpy as np


def _normalised(x, eps):
    """The centred and scaled rows, and one over the root that scaled them."""
    centred = x - x.mean(axis=-1, keepdims=True)
    # The variance of centred values: mean(x**2) - mean(x)**2 would cancel for a large offset.
    scale = 1.0 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    return centred * scale, scale


def layer_norm(x, gamma, beta, eps=1e-5):
    """x (..., d), gamma and beta (d,) -> y (..., d)."""
    x_hat, _ = _normalised(x, eps)
    return gamma * x_hat + beta


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    """dout and x (..., d), gamma (d,) -> (dx (..., d), dgamma (d,), dbeta (d,))."""
    x_hat, scale = _normalised(x, eps)
    d_hat = dout * gamma
    through_mean = d_hat.mean(axis=-1, keepdims=True)
    through_var = x_hat * (d_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = scale * (d_hat - through_mean - through_var)
    d = x.shape[-1]
    dgamma = (dout * x_hat).reshape(-1, d).sum(axis=0)
    dbeta = dout.reshape(-1, d).sum(axis=0)
    return dx, dgamma, dbeta
