SETUP = """
s = EarlyStopping(patience, 0.25, mode)
answers = [s.update(v, {"v": v}) for v in scores]
"""


def cases(rng):
    """Seeded score curves on a coarse grid, so that ties and near-improvements occur."""
    for number in range(4):
        scores = (rng.integers(0, 12, 30) / 4.0).tolist()
        mode, patience = ("min", "max")[number % 2], int(rng.integers(2, 6))
        yield {
            "name": f"random curve {number + 1}",
            "inputs": {"scores": scores, "mode": mode, "patience": patience},
            "setup": SETUP,
            "call": "[answers, s.best_score, s.best_epoch, s.best_state['v']]",
            "by_reference": True,
        }
