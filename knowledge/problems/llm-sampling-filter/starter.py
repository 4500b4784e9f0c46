import numpy as np


def filtered_probs(logits, top_k=None, top_p=None):
    """logits (n, v) -> probabilities (n, v), zero for tokens that fell out."""
    raise NotImplementedError
