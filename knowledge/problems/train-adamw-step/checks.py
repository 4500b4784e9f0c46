SETUP = """
p, s = p0, None
for g in grads:
    p, s = adam_step(p, g, s, lr=0.03, betas=(0.85, 0.97), weight_decay=0.2, decoupled=decoupled)
"""


def cases(rng):
    """Ten seeded steps of both variants."""
    for decoupled in (True, False):
        yield {
            "name": "ten steps, " + ("decoupled" if decoupled else "L2"),
            "inputs": {
                "p0": rng.normal(size=(3, 4)) * 5,
                "grads": rng.normal(size=(10, 3, 4)),
                "decoupled": decoupled,
            },
            "setup": SETUP,
            "call": "p",
            "by_reference": True,
            "rtol": 1e-6,
        }
