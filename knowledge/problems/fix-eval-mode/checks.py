SETUP = """
net = Net(w, v, 0.3, 0.15, 0)
for batch in batches:
    net.forward(batch)
"""


def cases(rng):
    """Statistics and predictions after seeded batches; the dropout draws do not enter either."""
    for d, h in ((1, 3), (5, 16)):
        yield {
            "name": f"random network {d} to {h}",
            "inputs": {
                "w": rng.normal(size=(d, h)),
                "v": rng.normal(size=h),
                "batches": rng.normal(3, 2, size=(6, 10, d)),
                "x": rng.normal(3, 2, size=(4, d)),
            },
            "setup": SETUP,
            "call": "[net.mean.tolist(), net.var.tolist(), net.predict(x).tolist()]",
            "by_reference": True,
            "rtol": 1e-6,
        }
