def cases(rng):
    """Seeded tables in random order with shared times."""
    for n, k, window, gap in ((20, 3, 4, 1), (57, 4, 6, 2.5), (30, 1, 2, 0)):
        yield {
            "name": f"random table of {n} rows",
            "inputs": {
                "t": rng.integers(0, n, n),
                "v": rng.normal(size=n).cumsum(),
                "k": k,
                "window": window,
                "gap": gap,
            },
            "setup": "out = backtest(t, v, window, k, gap)",
            "call": "[[f['train'], f['test'], f['features'], f['bias'], f['mae']] for f in out]",
            "by_reference": True,
            "rtol": 1e-6,
        }
