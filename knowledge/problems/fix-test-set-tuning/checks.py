def cases(rng):
    """Seeded scores on a coarse grid, so that ties occur."""
    for models, n_val, n_test in ((3, 12, 9), (40, 60, 30)):
        yield {
            "name": f"{models} models",
            "inputs": {
                "vs": rng.integers(0, 20, (models, n_val)) / 4,
                "vy": rng.integers(0, 2, n_val),
                "ts": rng.integers(0, 20, (models, n_test)) / 4,
                "ty": rng.integers(0, 2, n_test),
            },
            "call": "select_and_report(vs, vy, ts, ty)",
            "by_reference": True,
            "rtol": 1e-6,
        }
