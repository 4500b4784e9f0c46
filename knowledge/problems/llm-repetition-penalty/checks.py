def cases(rng):
    for n, v, window in ((1, 4, None), (3, 10, 3), (5, 20, 8)):
        history = [[int(i) for i in rng.integers(0, v, size=rng.integers(0, 12))] for _ in range(n)]
        yield {
            "name": f"random {n}x{v} window {window}",
            "inputs": {"logits": rng.normal(size=(n, v)), "history": history, "window": window},
            "call": "penalise(logits, history, 1.3, window)",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
