import numpy as np


def cases(rng):
    few = np.repeat(np.arange(-4, 12), rng.integers(1, 6, size=16))
    yield {
        "name": "many small classes",
        "inputs": {"labels": rng.permutation(few), "share": 0.3},
        "call": "[stratified_split(labels, share, np.random.default_rng(9))]",
    }
    yield {
        "name": "words",
        "inputs": {
            "labels": ["cat", "dog", "eel", "dog", "cat", "dog", "dog", "cat"],
            "share": 0.5,
        },
        # Texts cross over as a list.
        "call": "[stratified_split(np.array(labels), share, np.random.default_rng(9))]",
    }
    yield {
        "name": "many seeds",
        "inputs": {"labels": np.arange(40) % 2, "share": 0.25},
        "call": "[stratified_split(labels, share, np.random.default_rng(s)) for s in range(400)]",
    }


def holds(name, inputs, output, expected):
    labels, share = np.asarray(inputs["labels"]), inputs["share"]
    drawn = np.zeros(len(labels))
    for pair in output:
        if len(pair) != 2:
            return "Two parts are asked for: train and test."
        train, test = (np.asarray(part, dtype=float).astype(int).ravel() for part in pair)
        if sorted([*train.tolist(), *test.tolist()]) != list(range(len(labels))):
            return "Every position must be in exactly one of the two parts."
        for label in np.unique(labels):
            size = int((labels == label).sum())
            wanted = 0 if size < 2 else min(max(int(share * size + 0.5), 1), size - 1)
            got = int((labels[test] == label).sum())
            if got != wanted:
                return f"Class {label} has {size} members; {wanted} belong in the test part, not {got}."
        drawn[test] += 1
    # Uniform: each position is in a quarter of 400 tests, 100 times with a deviation of 8.7; 5 of those are allowed.
    if name == "many seeds" and np.abs(drawn - 100).max() > 44:
        return "Over many seeds, every member of a class should be drawn about equally often."
    return None
