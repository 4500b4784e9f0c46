import numpy as np

RUNS = 4000


def cases(rng):
    for name, items, k in (
        ("each item", 10, 3),
        ("pairs of items", 5, 2),
        ("one of many", 12, 1),
        ("all but one", 6, 5),
    ):
        yield {
            "name": name,
            "inputs": {"items": items, "k": k, "first": int(rng.integers(1000)), "runs": RUNS},
            "call": "[reservoir_sample(iter(range(items)), k, np.random.default_rng(first + run)) for run in range(runs)]",
        }


def holds(name, inputs, output, expected):
    items, k = inputs["items"], inputs["k"]
    together = np.zeros((items, items))
    for sample in output:
        sample = [int(item) for item in sample]
        if len(sample) != k or len(set(sample)) != k or not set(sample) <= set(range(items)):
            return f"A sample of {k} different items of the stream is asked for."
        together[np.ix_(sample, sample)] += 1
    # Five standard deviations of a count with that chance: a right answer passes, seeds being fixed.
    chance = k / items
    if np.abs(np.diag(together) - RUNS * chance).max() > 5 * np.sqrt(RUNS * chance * (1 - chance)):
        return "Some items of the stream are in the sample more often than others."
    pair = chance * (k - 1) / (items - 1)
    apart = together[~np.eye(items, dtype=bool)]
    if k > 1 and np.abs(apart - RUNS * pair).max() > 5 * np.sqrt(RUNS * pair * (1 - pair)):
        return "Some pairs of items are in the sample together more often than others."
    return None
