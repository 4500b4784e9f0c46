import numpy as np

def best_matches(queries, passages):
    P = np.array(passages, dtype=np.longdouble)
    lengths = np.sqrt((P*P).sum(1)); lengths[lengths == 0] = 1
    P = (P/lengths[:, None]).astype(float)
    pos, sc = [], []
    for q in np.asarray(queries, dtype=np.longdouble):
        n = np.sqrt(q @ q) or 1
        s = P @ (q/n).astype(float)
        i = int(s.argmax()); pos.append(i); sc.append(s[i])
    return pos, sc
