def cases(rng):
    """Two models of seeded sizes; losses, weights and evaluation-mode probabilities at once."""
    for n, d, size in ((17, 2, 5), (50, 6, 50)):
        x = rng.normal(rng.normal(0, 4, d), 2.0, (n, d))
        y = (x[:, 0] + rng.normal(0, 1, n) > x[:, 0].mean()).astype(int)
        yield {
            "name": f"random {n} rows",
            "inputs": {"x": x, "y": y, "d": d, "size": size},
            "setup": "m = NormLogistic(d); losses = m.fit(x, y, 3, 0.4, size)",
            "call": "np.concatenate([np.asarray(losses), m.weights, m.forward(x[:4])])",
            "by_reference": True,
            "rtol": 1e-6,
        }
