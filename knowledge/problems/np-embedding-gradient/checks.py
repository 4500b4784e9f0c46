def cases(rng):
    for batch, length, d, vocabulary in ((1, 1, 1, 1), (4, 7, 3, 5), (6, 20, 8, 300)):
        yield {
            "name": f"random {batch} by {length}",
            "inputs": {
                "t": rng.integers(0, vocabulary, size=(batch, length)),
                "u": rng.normal(size=(batch, length, d)),
            },
            "call": f"embedding_gradient(t, u, {vocabulary}, padding={vocabulary // 2})",
        }
