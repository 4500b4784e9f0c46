def cases(rng):
    """Seeded token ids from a small vocabulary."""
    for n in (1, 2, 3):
        yield {
            "name": f"random texts, n = {n}",
            "inputs": {
                "candidate": rng.integers(0, 5, 40).tolist(),
                "references": [rng.integers(0, 5, size).tolist() for size in (2, 30, 50)],
                "n": n,
            },
            "call": "overlap(candidate, references, n)",
            "by_reference": True,
        }
