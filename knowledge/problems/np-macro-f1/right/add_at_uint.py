import numpy as np

def macro_f1(y_true, y_pred, n):
    cm = np.zeros((n, n), np.uint32)
    np.add.at(cm, (y_true, y_pred), 1)
    tp = np.einsum('ii->i', cm).astype(float); support = cm.sum(1); guessed = cm.sum(0)
    with np.errstate(all='ignore'):
        f = 2*tp/(support+guessed)
    f = f[~np.isnan(f)]
    return cm, (f.sum()/f.size if f.size else 0.)
