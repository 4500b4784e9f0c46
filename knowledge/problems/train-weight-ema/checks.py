SETUP = """
ema = WeightEma(decay)
for row in steps:
    ema.update({"a": row[:2], "b": row[2:].reshape(2, 2)})
"""


def cases(rng):
    """Seeded walks of the weights with several decays."""
    for decay in (0.3, 0.9, 0.999):
        yield {
            "name": f"random walk, decay {decay}",
            "inputs": {"steps": rng.normal(size=(25, 6)).cumsum(axis=0), "decay": decay},
            "setup": SETUP,
            "call": "[ema.average()['a'].tolist(), ema.average()['b'].tolist()]",
            "by_reference": True,
            "rtol": 1e-5,
        }
