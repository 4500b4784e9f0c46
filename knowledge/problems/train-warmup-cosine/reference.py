import math


def learning_rate(step, warmup_steps, total_steps, peak, floor=0.0):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    if step >= total_steps:
        return floor
    intervals = total_steps - 1 - warmup_steps
    progress = (step - warmup_steps) / intervals if intervals > 0 else 0.0
    return floor + (peak - floor) * 0.5 * (1.0 + math.cos(math.pi * progress))
