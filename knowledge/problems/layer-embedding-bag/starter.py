import numpy as np


def embedding_bag(table, ids, offsets, mode="mean"):
    """table (rows, d), ids (n,), offsets (bags,) -> (bags, d)."""
    raise NotImplementedError


def embedding_bag_backward(dout, ids, offsets, n_rows, mode="mean"):
    """dout (bags, d) -> gradient of the table (n_rows, d)."""
    raise NotImplementedError
