import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError(f"the width must be even, got {d}")
    speeds = base ** (-2.0 * np.arange(d // 2, dtype=np.float64) / d)
    angles = np.asarray(positions, dtype=x.dtype)[..., None] * speeds.astype(x.dtype)
    cos, sin = (np.cos(angles), np.sin(angles))
    first, second = (x[..., : d // 2], x[..., d // 2 :])
    turned = np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)
    return turned.astype(x.dtype, copy=False)
