def cases(rng):
    """Seeded tables with a few outliers and gaps; every number of the result."""
    for n, d in ((12, 2), (60, 6)):
        x = rng.standard_t(2, size=(n, d)) * 3
        y = x @ rng.normal(size=d) + rng.normal(size=n)
        x[rng.random(x.shape) < 0.1] = float("nan")
        yield {
            "name": f"random table of {n} rows",
            "inputs": {"x": x, "y": y, "seed": int(rng.integers(100))},
            "setup": "out = evaluate(x, y, seed)",
            "call": "[list(out[k]) for k in ('fill', 'mean', 'std', 'predictions')] + [out['rmse']]",
            "by_reference": True,
            "rtol": 1e-5,
        }
