def cases(rng):
    """Seeded lengths, some longer than the budget."""
    for number, budget in enumerate((20, 64, 500), 1):
        yield {
            "name": f"random lengths {number}",
            "inputs": {"lengths": rng.integers(0, 40, 200), "budget": budget},
            "call": "pack(lengths, budget)",
            "by_reference": True,
        }
