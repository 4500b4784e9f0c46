def cases(rng):
    """Seeded batches of uneven size and class balance."""
    for number in range(3):
        sizes = rng.integers(0, 20, 6)
        batches = [[rng.random(n), (rng.random(n) < rng.random()).astype(int)] for n in sizes]
        yield {
            "name": f"random batches {number + 1}",
            "inputs": {"batches": batches},
            "call": "evaluate(batches)",
            "by_reference": True,
            "rtol": 1e-6,
        }
