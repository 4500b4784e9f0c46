def cases(rng):
    for n, classes in ((6, 5), (80, 4), (300, 25)):
        yield {
            "name": f"random {n} items, {classes} classes",
            "inputs": {"t": rng.integers(0, classes, size=n), "p": rng.integers(0, classes, size=n)},
            "call": f"macro_f1(t, p, {classes})",
        }
