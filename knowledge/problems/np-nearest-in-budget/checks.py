def cases(rng):
    for q, n, d, k in ((1, 1, 1, 1), (9, 30, 2, 7), (25, 200, 5, 12)):
        yield {
            "name": f"integers {q} against {n}",
            "inputs": {"a": rng.integers(-3, 4, size=(q, d)), "b": rng.integers(-3, 4, size=(n, d))},
            "call": f"nearest(a, b, {k})",
        }
    yield {
        "name": "floating",
        "inputs": {"a": rng.normal(size=(15, 6)), "b": rng.normal(size=(80, 6))},
        "call": "nearest(a, b, 5)",
    }
