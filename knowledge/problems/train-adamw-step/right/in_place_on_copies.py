import numpy as np

def adam_step(param, grad, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    p = param.copy(); g = grad.copy()
    s = {'t': 0, 'm': np.zeros(p.shape, p.dtype), 'v': np.zeros(p.shape, p.dtype)} if state is None else {k: np.copy(v) if k != 't' else v for k, v in state.items()}
    s['t'] += 1
    if not decoupled: g += weight_decay*p
    s['m'] *= betas[0]; s['m'] += (1 - betas[0])*g
    s['v'] *= betas[1]; s['v'] += (1 - betas[1])*g**2
    mhat = s['m']/(1 - betas[0]**s['t']); vhat = s['v']/(1 - betas[1]**s['t'])
    if decoupled: p *= 1 - lr*weight_decay
    p -= lr*mhat/(vhat**.5 + eps)
    return p, s
