def cases(rng):
    for n, c, h, w, o, kh, kw, stride, padding in (
        (1, 1, 4, 4, 1, 2, 2, 1, 0),
        (3, 2, 9, 6, 4, 3, 1, 2, 1),
        (2, 4, 5, 11, 3, 4, 3, 3, 2),
    ):
        yield {
            "name": f"random kernel {kh} by {kw}, stride {stride}, padding {padding}",
            "inputs": {
                "x": rng.normal(size=(n, c, h, w)),
                "k": rng.normal(size=(o, c, kh, kw)),
                "b": rng.normal(size=o),
            },
            "call": f"conv2d(x, k, b, {stride}, {padding})",
            "rtol": 1e-5,
            "atol": 1e-7,
        }
