def cases(rng):
    for n, d in ((5, 3), (200, 4)):
        yield {
            "name": f"updates one by one {n}",
            "inputs": {"x": rng.normal(size=(n, d)) * 10.0 + 5.0, "d": d},
            "call": "(m := RunningMoments(d), [m.update(row[None, :]) for row in x], [m.count, m.mean, m.variance])[2]",
        }
    yield {
        "name": "a tree of merges",
        "inputs": {"parts": [rng.normal(size=(n, 3)) + n for n in (1, 7, 30, 2)]},
        "call": (
            "(ms := [RunningMoments(3) for _ in parts], [m.update(p) for m, p in zip(ms, parts)], ms[0].merge(ms[1]), "
            "ms[2].merge(ms[3]), ms[0].merge(ms[2]), [ms[0].count, ms[0].mean, ms[0].variance, ms[2].count, ms[2].mean])[5]"
        ),
    }
