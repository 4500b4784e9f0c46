import numpy as np


class CachedAttention:
    def __init__(self, wq, wk, wv, wo, n_heads):
        self.wq, self.wk, self.wv, self.wo, self.n_heads = (wq, wk, wv, wo, n_heads)
        self.seen = None

    @property
    def length(self):
        return 0 if self.seen is None else self.seen.shape[1]

    def truncate(self, n):
        if n > self.length:
            raise ValueError("too long")
        self.seen = self.seen[:, :n] if n else None

    def forward(self, x):
        t = x.shape[1]
        self.seen = x.copy() if self.seen is None else np.concatenate([self.seen, x], axis=1)
        b, s, m = self.seen.shape
        q, k, v = (self.seen @ w for w in (self.wq, self.wk, self.wv))
        q, k, v = (a.reshape(b, s, self.n_heads, -1).transpose(0, 2, 1, 3) for a in (q, k, v))
        scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
        scores = np.where(np.tri(s) > 0, scores, -np.inf)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return ((weights @ v).transpose(0, 2, 1, 3).reshape(b, s, m) @ self.wo)[:, -t:]
