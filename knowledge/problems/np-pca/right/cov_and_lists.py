import numpy

class PCA:
    __slots__ = ("k",)
    def __init__(self, k): self.k = k
    def __call__(self, x):
        mean = numpy.average(x, axis=0)
        c = numpy.subtract(x, mean)
        n, d = c.shape
        if d <= n:
            val, vec = numpy.linalg.eigh(numpy.atleast_2d(numpy.cov(c, rowvar=False)))
            vec = vec.T
        else:
            val, vec = numpy.linalg.eigh(numpy.inner(c, c) / (n - 1))
            vec = numpy.einsum("ij,id->jd", vec[:, -self.k:], c)
            val = val[-self.k:]
            vec /= numpy.sqrt((vec ** 2).sum(axis=1))[:, None]
        val, vec = val[::-1][:self.k], vec[::-1][:self.k]
        vec = numpy.array([v if max(v) >= -min(v) else -v for v in vec])
        return [list(vec), list(val), (vec @ c.T).T.tolist()]

pca = lambda x, k: PCA(k)(x)
