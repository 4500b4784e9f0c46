def cases(rng):
    """Seeded rows; no ties to within rounding."""
    for m, n, d in ((5, 1, 3), (20, 30, 8)):
        yield {
            "name": f"random {m} by {n}",
            "inputs": {"q": rng.normal(size=(m, d)), "p": rng.normal(size=(n, d))},
            "call": "best_matches(q, p)",
            "by_reference": True,
            "rtol": 1e-6,
        }
