import numpy as np

Z = {0.9: 1.6449, 0.95: 1.96, 0.8: 1.2816}


def cases(rng):
    item = rng.normal(size=400) * 3.0
    yield {
        "name": "correlated models",
        "inputs": {
            "a": item + rng.normal(size=400) * 0.4,
            "b": item + rng.normal(size=400) * 0.4,
            "level": 0.95,
        },
        "call": "paired_bootstrap(a, b, 2000, level, np.random.default_rng(7))",
    }
    yield {
        "name": "independent models",
        "inputs": {"a": rng.normal(size=500) + 0.2, "b": rng.normal(size=500), "level": 0.9},
        "call": "paired_bootstrap(a, b, 2000, level, np.random.default_rng(8))",
    }
    right = rng.random(600)
    yield {
        "name": "right or wrong",
        "inputs": {
            "a": (right < 0.8).astype(int),
            "b": ((right + 0.1) % 1.0 < 0.75).astype(int),
            "level": 0.8,
        },
        "call": "paired_bootstrap(a, b, 2000, level, np.random.default_rng(9))",
    }


def holds(name, inputs, output, expected):
    if np.asarray(output, dtype=float).shape != (2,):
        return "Two numbers are asked for: low and high."
    low, high = (float(value) for value in np.asarray(output, dtype=float))
    difference = np.asarray(inputs["a"], dtype=float) - np.asarray(inputs["b"], dtype=float)
    reach = Z[inputs["level"]] * difference.std() / np.sqrt(len(difference))
    # By the central limit theorem both ends are known to a few percent; 12% of the reach is room for chance.
    if not low < difference.mean() < high:
        return "The interval does not contain the observed difference."
    if abs((high - low) / 2 - reach) > 0.12 * reach:
        return f"Half the width should be near {reach:.4g}, not {(high - low) / 2:.4g}."
    if abs(low - (difference.mean() - reach)) > 0.2 * reach:
        return "The interval is in the wrong place."
    return None
