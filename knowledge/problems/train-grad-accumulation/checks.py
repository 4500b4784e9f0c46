def cases(rng):
    """Seeded micro-batches of uneven size with uneven padding."""
    for d, k, sizes in ((3, 2, (1, 1, 9)), (6, 10, (4, 12, 2, 30))):
        parts = []
        for n in sizes:
            y = rng.integers(0, k, n)
            y[rng.random(n) < 0.3] = -100
            parts.append([rng.normal(size=(n, d)), y])
        yield {
            "name": f"random, {len(sizes)} micro-batches, {k} classes",
            "inputs": {"w": rng.normal(size=(d, k)), "parts": parts},
            "call": "accumulate(w, parts)",
            "by_reference": True,
            "rtol": 1e-6,
        }
