def cases(rng):
    """Seeded shapes and orders."""
    for n, size in ((1, 3), (50, 7)):
        yield {
            "name": f"random {n} rows",
            "inputs": {
                "x": rng.normal(size=(n, 3)),
                "y": rng.integers(0, 5, n),
                "order": rng.permutation(n),
                "size": size,
            },
            "call": "load_epoch(x, y, order, size)",
            "by_reference": True,
        }
