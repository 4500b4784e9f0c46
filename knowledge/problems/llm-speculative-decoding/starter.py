import numpy as np


def accept(draft, draft_probs, target_probs, uniforms, u_next):
    """draft (k,), draft_probs (k, v), target_probs (k + 1, v) -> list of 1 to k + 1 token ids."""
    raise NotImplementedError
