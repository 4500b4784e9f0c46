import numpy as np

def cross_entropy(logits, targets, smoothing=0.0, ignore_index=-100):
    keep = np.nonzero(targets != ignore_index)[0]
    grad = np.zeros(logits.shape)
    if not keep.size: return 0.0, grad
    z = logits[keep].astype(np.float64); t = targets[keep]; K = z.shape[1]; N = len(keep)
    z = z - z.max(1)[:, None]
    lse = np.log(np.exp(z).sum(1))
    r = np.arange(N)
    nll = lse - z[r, t]
    uniform = lse - z.mean(1)
    loss = ((1 - smoothing)*nll + smoothing*uniform).mean()
    p = np.exp(z - lse[:, None])
    p -= smoothing/K
    p[r, t] -= 1 - smoothing
    grad[keep] = p/N
    return loss, grad
