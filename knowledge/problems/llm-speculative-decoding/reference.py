import numpy as np


def accept(draft, draft_probs, target_probs, uniforms, u_next):
    """draft (k,), draft_probs (k, v), target_probs (k + 1, v) -> list of 1 to k + 1 token ids."""
    kept = []
    for token, q, p, u in zip(draft, draft_probs, target_probs, uniforms, strict=False):
        # The same as u < p / q, without dividing.
        if u * q[token] < p[token]:
            kept.append(int(token))
            continue
        # Proposals cover min(p, q) of each token; what the target has beyond that is still missing.
        return [*kept, _draw(np.maximum(p - q, 0.0), u_next)]
    return [*kept, _draw(target_probs[len(kept)], u_next)]


def _draw(weights, u):
    sums = np.cumsum(weights)
    drawn = int((sums <= u * sums[-1]).sum())
    # Rounding may carry a draw past the end; the last token with any weight is the end.
    return min(drawn, int(np.flatnonzero(weights)[-1]))
