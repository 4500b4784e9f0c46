def cases(rng):
    for u, m, d, count in ((1, 1, 1, 1), (6, 20, 4, 5), (12, 9, 3, 11)):
        yield {
            "name": f"random {u} users, {m} items",
            "inputs": {
                "u": rng.normal(size=(u, d)),
                "i": rng.normal(size=(m, d)),
                "s": rng.random((u, m)) < 0.4,
            },
            "call": f"recommend(u, i, s, {count})",
        }
