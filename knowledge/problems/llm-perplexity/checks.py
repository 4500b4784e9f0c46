def cases(rng):
    for b, t, v in ((1, 2, 3), (3, 6, 5), (4, 12, 30)):
        lengths = rng.integers(1, t + 1, size=b)
        mask = [[i < n for i in range(t)] for n in lengths]
        mask[0] = [True] * t
        yield {
            "name": f"random {b}x{t}x{v}",
            "inputs": {
                "logits": rng.normal(0.0, 2.0, size=(b, t, v)),
                "ids": rng.integers(0, v, size=(b, t)),
                "mask": mask,
            },
            "setup": "mask = np.array(mask)",
            "call": "perplexity(logits, ids, mask)",
            "rtol": 1e-4,
        }
