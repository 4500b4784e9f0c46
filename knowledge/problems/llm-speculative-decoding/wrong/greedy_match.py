import numpy as np


def accept(draft, draft_probs, target_probs, uniforms, u_next):
    kept = []
    for token, q, p, u in zip(draft, draft_probs, target_probs, uniforms, strict=False):
        if token == p.argmax():
            kept.append(int(token))
            continue
        return [*kept, _draw(np.maximum(p - q, 0.0), u_next)]
    return [*kept, _draw(target_probs[len(kept)], u_next)]


def _draw(weights, u):
    sums = np.cumsum(weights)
    drawn = int((sums <= u * sums[-1]).sum())
    return min(drawn, int(np.flatnonzero(weights)[-1]))
