import numpy as np
from numpy.lib.stride_tricks import as_strided


class Conv2d:
    def __init__(self, kernel, bias, stride, padding):
        self.kernel, self.bias, self.stride, self.padding = kernel.astype(np.float64), bias, stride, padding

    def windows(self, x):
        n, c, h, w = x.shape
        p, s = self.padding, self.stride
        kh, kw = self.kernel.shape[2:]
        canvas = np.zeros((n, c, h + 2 * p, w + 2 * p))
        canvas[:, :, p : p + h, p : p + w] = x
        a, b, d, e = canvas.strides
        shape = (n, c, (h + 2 * p - kh) // s + 1, (w + 2 * p - kw) // s + 1, kh, kw)
        return as_strided(canvas, shape, (a, b, d * s, e * s, d, e), writeable=False)

    def __call__(self, x):
        return np.einsum("nchwij,ocij->nohw", self.windows(x), self.kernel, optimize=True) + self.bias.reshape(1, -1, 1, 1)


def conv2d(x, kernel, bias, stride=1, padding=0):
    return Conv2d(kernel, bias, stride, padding)(x)
