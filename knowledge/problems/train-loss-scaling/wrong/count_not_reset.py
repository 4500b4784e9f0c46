import numpy as np


def train_steps(weights, grad_fn, lr, steps, scale, growth_interval):
    master = np.array(weights, dtype=np.float32)
    scale, good, skipped = float(scale), 0, 0
    for _ in range(steps):
        scaled = grad_fn(master.astype(np.float16), scale)
        if not np.isfinite(scaled).all():
            scale, skipped = scale / 2, skipped + 1
            continue
        grad = scaled.astype(np.float32) / np.float32(scale)
        master -= np.float32(lr) * grad
        good += 1
        if good == growth_interval:
            scale, good = scale * 2, 0
    return {"weights": master, "scale": scale, "skipped": skipped}
