def cases(rng):
    for n, d in ((2, 1), (5, 3), (32, 8)):
        batches = rng.normal(3.0, 2.0, size=(4, n, d))
        yield {
            "name": f"four batches of {n}x{d}",
            "inputs": {"batches": batches, "later": rng.normal(size=(3, d))},
            "setup": f"bn = BatchNorm({d}, momentum=0.2)\nys = [bn.forward(x, True) for x in batches]",
            "call": "[ys, bn.forward(later, False), bn.running_mean, bn.running_var]",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
