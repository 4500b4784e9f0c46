import numpy as np

def sample(logits, temperature, uniforms):
    if temperature < 0: raise ValueError('temperature')
    if not temperature: return np.argmax(logits, 1)
    out = []
    for row, u in zip(logits.astype(float), uniforms):
        p = np.exp((row - row.max())/temperature)
        alive = np.flatnonzero(p)
        c = np.cumsum(p[alive]); c /= c[-1]
        out.append(alive[min(np.searchsorted(c, u, side='right'), len(alive) - 1)])
    return np.array(out, dtype=np.int32)
