import numpy as np


def _log_ratio(policy, reference, mask):
    return np.where(mask, policy - reference, 0.0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, chosen_mask, rejected_mask, beta=0.1):
    margin = _log_ratio(chosen, ref_chosen, chosen_mask) - _log_ratio(rejected, ref_rejected, rejected_mask)
    loss = np.logaddexp(0.0, -beta * margin)
    wrong = np.exp(-np.logaddexp(0.0, beta * margin))
    grad = np.where(chosen_mask, -beta * wrong[:, None] / len(margin), 0.0)
    return (float(loss.mean()), float((margin > 0).mean()), grad)
