import numpy as np
from numpy import linalg as la

def pca(x, k):
    X = np.array(x, dtype=float)
    X -= X.mean(0)
    n, d = X.shape
    wide = d > n
    G = (X @ X.T if wide else X.T @ X)/(n - 1)
    w, V = la.eigh(G)
    top = np.argsort(w)[::-1][:k]
    w, V = w[top], V[:, top]
    if wide:
        V = X.T @ V / np.sqrt(w*(n-1))
    for j in range(k):
        i = np.argmax(np.abs(V[:, j]))
        if V[i, j] < 0: V[:, j] *= -1
    return V.T, w, X @ V
