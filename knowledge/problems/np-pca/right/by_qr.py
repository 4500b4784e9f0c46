import numpy as np
from dataclasses import dataclass


@dataclass(frozen=True)
class Components:
    directions: np.ndarray
    spread: np.ndarray

    @classmethod
    def fit(cls, centred, k):
        # the triangle of a QR has the same inner products as the data, at its smaller size
        triangle = np.linalg.qr(centred, mode="r") if centred.shape[0] >= centred.shape[1] else None
        if triangle is not None:
            values, vectors = np.linalg.eigh(triangle.T @ triangle)
            directions = vectors.T[::-1][:k]
        else:
            base, small = np.linalg.qr(centred.T)
            values, vectors = np.linalg.eigh(small @ small.T)
            directions = (base @ vectors).T[::-1][:k]
        signs = np.where(directions.max(axis=1) >= -directions.min(axis=1), 1.0, -1.0)
        return cls(directions * signs[:, None], values[::-1][:k] / (len(centred) - 1))


def pca(x, k):
    centred = x - np.mean(x, axis=0, dtype=np.float64)
    found = Components.fit(centred, k)
    return found.directions, found.spread, centred @ found.directions.T
