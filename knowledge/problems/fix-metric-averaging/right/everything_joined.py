import numpy as np

def evaluate(batches):
    pairs = [(np.asarray(p, float), np.asarray(y)) for p, y in batches]
    p = np.concatenate([np.zeros(0)] + [a for a, _ in pairs]); y = np.concatenate([np.zeros(0)] + [b for _, b in pairs]) == 1
    if not p.size: return dict(rows=0, accuracy=np.nan, loss=np.nan, perplexity=np.nan, f1=np.nan)
    q = p > .5; c = p.clip(1e-12, 1 - 1e-12)
    loss = -np.log(np.where(y, c, 1 - c)).mean()
    tp, fp, fn = (q & y).sum(), (q & ~y).sum(), (~q & y).sum()
    return dict(rows=p.size, accuracy=(q == y).mean(), loss=loss, perplexity=np.exp(loss), f1=2*tp/(2*tp + fp + fn) if tp + fp + fn else 0.)
