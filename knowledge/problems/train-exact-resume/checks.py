CUT = """
import json
whole = Trainer(x, y, *args, seed)
rest = whole.run(total)
part = Trainer(x, y, *args, seed)
head = part.run(cut)
other = Trainer(x, y, *args, seed + 1)
other.load(json.loads(json.dumps(part.state())))
tail = other.run(total - cut)
"""
WHOLE_EPOCHS = """
import json
first = Trainer(x, y, *args, seed)
first.run(cut)
second = Trainer(x, y, *args, seed)
second.load(json.loads(json.dumps(first.state())))
second.run(total - cut)
"""


def cases(rng):
    """Runs cut at a random place; where each step takes whole epochs, their order does not enter the weights."""
    for n, d, batch, accumulate in ((13, 4, 3, 4), (6, 2, 6, 1), (9, 3, 1, 5), (5, 2, 8, 3)):
        total = int(rng.integers(12, 30))
        yield {
            "name": f"a random cut of {n} rows in batches of {batch}",
            "inputs": {
                "x": rng.normal(size=(n, d)),
                "y": rng.normal(size=n),
                "args": [batch, accumulate, 0.05, 0.9, 0.25],
                "seed": int(rng.integers(1000)),
                "total": total,
                "cut": int(rng.integers(1, total)),
            },
            "setup": CUT,
            "call": "[head + tail == rest, np.array(other.weights).tolist() == np.array(whole.weights).tolist()]",
            "expected": [True, True],
        }
    for n, d, batch in ((12, 3, 5), (8, 2, 3)):
        yield {
            "name": f"weights after whole epochs of {n} rows",
            "inputs": {
                "x": rng.normal(size=(n, d)),
                "y": rng.normal(size=n),
                "args": [batch, 3, 0.1, 0.8, 0.0],
                "seed": int(rng.integers(1000)),
                "total": 15,
                "cut": int(rng.integers(1, 15)),
            },
            "setup": WHOLE_EPOCHS,
            "call": "second.weights",
            "by_reference": True,
            "rtol": 1e-6,
        }
