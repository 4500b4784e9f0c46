def cases(rng):
    """Seeded values with gaps, and spans of all kinds."""
    for n, m in ((1, 5), (60, 40)):
        values = rng.normal(size=n)
        values[rng.random(n) < 0.2] = float("nan")
        yield {
            "name": f"random {m} spans",
            "inputs": {"x": values, "s": rng.integers(0, n + 3, m), "e": rng.integers(0, n + 3, m)},
            "call": "span_means(x, s, e)",
            "by_reference": True,
            "atol": 1e-8,
        }
