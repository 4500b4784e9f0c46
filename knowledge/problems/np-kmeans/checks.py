def cases(rng):
    for n, d, k, steps in ((12, 2, 3, 50), (80, 5, 6, 4), (200, 3, 9, 100)):
        x = rng.normal(size=(n, d)) + rng.integers(0, 3, size=(n, 1)) * 4.0
        yield {
            "name": f"random {n} points, {k} centres",
            "inputs": {"x": x, "c": x[:k] + 0.01},
            "call": f"kmeans(x, c, {steps})",
            "rtol": 1e-6,
        }
