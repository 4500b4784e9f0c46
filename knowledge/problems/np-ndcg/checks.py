def cases(rng):
    for n, m, k in ((1, 1, 1), (10, 8, 3), (25, 30, 40)):
        yield {
            "name": f"random {n} by {m} at {k}",
            "inputs": {"g": rng.integers(0, 5, size=(n, m)), "s": rng.integers(0, 6, size=(n, m)) / 2.0},
            "call": f"ndcg_at_k(g, s, {k})",
            "rtol": 1e-6,
        }
