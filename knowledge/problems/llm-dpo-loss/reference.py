import numpy as np


def _log_ratio(policy, reference, mask):
    """Sum over answer tokens of policy minus reference, (n,); masked entries may hold anything."""
    return np.where(mask, policy, 0.0).sum(axis=1) - np.where(mask, reference, 0.0).sum(axis=1)


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, chosen_mask, rejected_mask, beta=0.1):
    """Token log-probabilities (n, t) and (n, s) with masks -> (loss, accuracy, gradient of chosen)."""
    margin = _log_ratio(chosen, ref_chosen, chosen_mask) - _log_ratio(rejected, ref_rejected, rejected_mask)
    # -log(sigmoid(z)) = log(1 + exp(-z)), which logaddexp gives without overflow.
    loss = np.logaddexp(0.0, -beta * margin)
    # sigmoid(-z) = exp(-log(1 + exp(z))), stable as well.
    wrong = np.exp(-np.logaddexp(0.0, beta * margin))
    grad = np.where(chosen_mask, -beta * wrong[:, None] / len(margin), 0.0)
    return float(loss.mean()), float((margin > 0).mean()), grad
