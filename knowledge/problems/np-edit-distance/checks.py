def cases(rng):
    for n, m, width in ((1, 5, 7), (20, 8, 6), (40, 12, 15)):
        yield {
            "name": f"random {n} of width {width}",
            "inputs": {
                "r": rng.integers(0, 4, size=m),
                "b": rng.integers(0, 4, size=(n, width)),
                "n": rng.integers(0, width + 1, size=n),
            },
            "call": "edit_distances(r, b, n)",
        }
