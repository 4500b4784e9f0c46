def cases(rng):
    for n, v, k, p in ((1, 3, 2, 0.7), (4, 10, None, 0.55), (6, 25, 9, None), (5, 40, 20, 0.83)):
        yield {
            "name": f"random {n}x{v} k={k} p={p}",
            "inputs": {"logits": rng.normal(0.0, 2.0, size=(n, v))},
            "call": f"filtered_probs(logits, top_k={k}, top_p={p})",
            "rtol": 1e-4,
            "atol": 1e-6,
        }
