def cases(rng):
    for n, m, d in ((1, 5, 3), (12, 1, 8), (30, 40, 16)):
        yield {
            "name": f"random {n} by {m}",
            "inputs": {"x": rng.normal(size=(n, d)), "y": rng.normal(size=(m, d)) * 3.0},
            "call": "pairwise_distances(x, y)",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
    yield {
        "name": "random integers",
        "inputs": {"x": rng.integers(-50, 50, size=(8, 3)), "y": rng.integers(-50, 50, size=(6, 3))},
        "call": "pairwise_distances(x, y)",
        "rtol": 1e-4,
        "atol": 1e-4,
    }
