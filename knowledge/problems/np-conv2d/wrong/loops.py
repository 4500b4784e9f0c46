import numpy as np


def conv2d(x, kernel, bias, stride=1, padding=0):
    x, kernel = np.asarray(x, dtype=float), np.asarray(kernel, dtype=float)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, h, w = x.shape
    o, _, kh, kw = kernel.shape
    out = np.zeros((n, o, (h - kh) // stride + 1, (w - kw) // stride + 1))
    for i, j, a, b in np.ndindex(*out.shape):
        patch = x[i, :, a * stride : a * stride + kh, b * stride : b * stride + kw]
        out[i, j, a, b] = (patch * kernel[j]).sum() + bias[j]
    return out
