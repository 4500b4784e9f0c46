def cases(rng):
    for n, length in ((1, 1), (9, 8), (40, 16)):
        documents = [
            [int(i) for i in rng.integers(0, 50, size=rng.integers(0, length + 1))] for _ in range(n)
        ]
        yield {
            "name": f"{n} random documents in rows of {length}",
            "inputs": {"documents": documents},
            "call": f"pack(documents, {length})",
            "rtol": 0.0,
        }
