import numpy as np


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, chosen_mask, rejected_mask, beta=0.1):
    """Token log-probabilities (n, t) and (n, s) with masks -> (loss, accuracy, gradient of chosen)."""
    raise NotImplementedError
