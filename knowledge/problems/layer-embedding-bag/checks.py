import numpy as np


def cases(rng):
    for bags, mode in ((1, "mean"), (5, "sum"), (12, "mean")):
        sizes = rng.integers(0, 5, size=bags)
        offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        inputs = {
            "table": rng.normal(size=(7, 3)),
            "ids": rng.integers(0, 7, size=int(sizes.sum())),
            "offsets": offsets,
            "dout": rng.normal(size=(bags, 3)),
        }
        yield {
            "name": f"{bags} random bags, {mode}",
            "inputs": inputs,
            "call": f"[embedding_bag(table, ids, offsets, mode={mode!r}), "
            f"embedding_bag_backward(dout, ids, offsets, 7, mode={mode!r})]",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
