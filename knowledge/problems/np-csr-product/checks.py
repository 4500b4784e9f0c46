import numpy as np


def cases(rng):
    for rows, columns, most in ((1, 1, 1), (12, 5, 3), (80, 30, 6), (50, 4, 1)):
        sizes = rng.integers(0, most + 1, size=rows)
        pointer = np.concatenate([[0], np.cumsum(sizes)])
        yield {
            "name": f"random {rows} rows, at most {most} values",
            "inputs": {
                "d": rng.normal(size=pointer[-1]),
                "i": rng.integers(0, columns, size=pointer[-1]),
                "p": pointer,
                "x": rng.normal(size=(columns, 3)),
            },
            "call": "csr_matmul(d, i, p, x)",
        }
