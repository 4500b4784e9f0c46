import numpy as np

def learning_rate(step, warmup_steps, total_steps, peak, floor=0.0):
    if step < warmup_steps: return np.float64(peak)/warmup_steps*(step + 1)
    if step > total_steps - 1: return floor
    frac = np.clip((step - warmup_steps)/max(total_steps - 1 - warmup_steps, 1), 0, 1)
    return (peak + floor)/2 + (peak - floor)/2*np.cos(np.pi*frac)
