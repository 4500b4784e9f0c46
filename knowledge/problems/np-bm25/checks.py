def cases(rng):
    for docs, terms in ((1, 4), (9, 12), (60, 30)):
        yield {
            "name": f"random {docs} documents",
            "inputs": {"c": rng.poisson(0.7, size=(docs, terms)), "q": rng.integers(0, terms, size=5)},
            "call": "bm25_scores(c, q, 1.3, 0.6)",
            "rtol": 1e-6,
        }
