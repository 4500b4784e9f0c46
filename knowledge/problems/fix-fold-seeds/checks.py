def cases(rng):
    """Seeded sizes; the folds have no single right value, so `holds` looks at their properties."""
    for number in range(3):
        n = int(rng.integers(30, 60))
        inputs = {"n": n, "k": int(rng.integers(2, 8)), "repeats": 3, "seed": int(rng.integers(1000))}
        yield {
            "name": f"random sizes {number + 1}",
            "inputs": inputs,
            "setup": "out = repeated_folds(n, k, repeats, seed)",
            "call": "[[[[int(i) for i in part] for part in fold] for fold in repeat] for repeat in out]",
            "by_reference": True,
        }


def holds(name, inputs, output, expected):
    """None where every repeat is a partition and the repeats differ."""
    n, k = inputs["n"], inputs["k"]
    everything = list(range(n))
    if len(output) != inputs["repeats"] or any(len(repeat) != k for repeat in output):
        return "There must be `repeats` lists of `k` folds."
    for repeat in output:
        if sorted(i for _, test in repeat for i in test) != everything:
            return "Within a repeat each row must be in exactly one test part."
        if any(sorted([*train, *test]) != everything for train, test in repeat):
            return "Train must be every row that is not in test."
        sizes = [len(test) for _, test in repeat]
        if max(sizes) - min(sizes) > 1:
            return "The test parts may differ in size by at most one."
    kinds = {tuple(sorted(tuple(sorted(test)) for _, test in repeat)) for repeat in output}
    return None if len(kinds) == len(output) else "Two repeats have the same folds."
