def cases(rng):
    for t, d in ((1, 2), (4, 6), (9, 16)):
        yield {
            "name": f"random {t}x{d}",
            "inputs": {"x": rng.normal(size=(2, t, d)), "positions": rng.integers(0, 500, size=t)},
            "call": "rope(x, positions)",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
