def cases(rng):
    for d_out, d_in, r in ((1, 3, 1), (4, 4, 2), (6, 5, 3)):
        yield {
            "name": f"random {d_out}x{d_in} rank {r}",
            "inputs": {
                "w": rng.normal(size=(d_out, d_in)),
                "a": rng.normal(size=(r, d_in)),
                "b": rng.normal(size=(d_out, r)),
                "x": rng.normal(size=(3, d_in)),
            },
            "setup": "layer = LoRALinear(w, a, b, 2.5)\ny = np.array(layer.forward(x))\nlayer.merge()",
            "call": "[y, layer.forward(x), layer.weight]",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
