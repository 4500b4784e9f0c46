import numpy as np

def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d & 1: raise ValueError('odd')
    h = d//2
    θ = np.power(float(base), -np.arange(h)/h)
    z = (x[..., :h] + 1j*x[..., h:])*np.exp(1j*np.multiply.outer(np.asarray(positions, float), θ))
    return np.concatenate((z.real, z.imag), -1).astype(x.dtype)
