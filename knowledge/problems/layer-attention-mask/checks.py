def cases(rng):
    for b, h, t, s in ((1, 1, 1, 1), (2, 3, 4, 4), (3, 2, 2, 7)):
        inputs = {
            "q": rng.normal(size=(b, h, t, 5)),
            "k": rng.normal(size=(b, h, s, 5)),
            "v": rng.normal(size=(b, h, s, 3)),
            "mask": rng.random((b, s)) < 0.7,
        }
        for causal in (False, True):
            yield {
                "name": f"random {b}x{h}x{t}x{s} causal={causal}",
                "inputs": inputs,
                "call": f"attention(q, k, v, causal={causal}, key_mask=mask)",
                "rtol": 1e-4,
                "atol": 1e-5,
            }
