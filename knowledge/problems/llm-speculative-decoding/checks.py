import numpy as np

_MANY = """def draw(q, u):
    return int(np.searchsorted(np.cumsum(q[:-1]), u, side="right"))


out = [accept([draw(q[0], a), draw(q[1], b)], q, p, [c, d], e) for a, b, c, d, e in u]"""


def cases(rng):
    for v in (2, 5):
        q, p = rng.dirichlet(np.ones(v), size=2), rng.dirichlet(np.ones(v), size=3)
        yield {
            "name": f"distributed as the target over {v} tokens",
            "inputs": {"q": q, "p": p, "u": rng.random((6000, 5))},
            "setup": _MANY,
            "call": "out",
        }


def holds(name, inputs, output, expected):
    p = np.asarray(inputs["p"], dtype=float)
    rows = [[int(token) for token in row] for row in output]
    if any(not 1 <= len(row) <= 3 for row in rows):
        return "With two drafted tokens, between one and three come out."
    shares = np.bincount([row[0] for row in rows], minlength=p.shape[1]) / len(rows)
    # Only the first token comes out of every run; 0.03 is above four standard errors of a share.
    if np.abs(shares - p[0]).max() > 0.03:
        return "The first token is not distributed as the target's."
    same = [[int(token) for token in row] for row in expected]
    wrong = sum(a != b for a, b in zip(rows, same, strict=True))
    return (
        None
        if wrong <= 2
        else "Some runs differ from the stated rule, though the first token's distribution is right."
    )
