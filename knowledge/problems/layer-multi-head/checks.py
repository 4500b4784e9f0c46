def cases(rng):
    for b, t, m, heads, kv in ((1, 1, 2, 1, 1), (2, 4, 6, 2, 1), (2, 6, 8, 6, 3)):
        d = 4
        yield {
            "name": f"random {b}x{t}, {heads} heads, {kv} key heads",
            "inputs": {
                "x": rng.normal(size=(b, t, m)),
                "wq": rng.normal(size=(m, heads * d)),
                "wk": rng.normal(size=(m, kv * d)),
                "wv": rng.normal(size=(m, kv * d)),
                "wo": rng.normal(size=(heads * d, m)),
            },
            "call": f"multi_head(x, wq, wk, wv, wo, {heads}, {kv})",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
