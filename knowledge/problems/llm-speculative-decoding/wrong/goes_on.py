import numpy as np


def accept(draft, draft_probs, target_probs, uniforms, u_next):
    out = []
    for token, q, p, u in zip(draft, draft_probs, target_probs, uniforms, strict=False):
        if u * q[token] < p[token]:
            out.append(int(token))
        else:
            out.append(_draw(np.maximum(p - q, 0.0), u_next))
    if out == list(draft):
        out.append(_draw(target_probs[len(draft)], u_next))
    return out


def _draw(weights, u):
    sums = np.cumsum(weights)
    return int((sums <= u * sums[-1]).sum())
