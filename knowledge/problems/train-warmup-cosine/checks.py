def cases(rng):
    """Whole schedules of seeded lengths, a little past their end."""
    for number in range(3):
        total = int(rng.integers(20, 200))
        warmup = int(rng.integers(0, total // 2))
        yield {
            "name": f"whole schedule {number + 1}",
            "inputs": {"total": total, "warmup": warmup, "peak": float(rng.uniform(0.1, 3))},
            "call": "[learning_rate(s, warmup, total, peak, peak / 10) for s in range(total + 3)]",
            "by_reference": True,
            "rtol": 1e-6,
        }
