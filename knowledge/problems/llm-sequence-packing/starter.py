import numpy as np


def pack(documents, length, pad_id=0):
    """Documents of token ids, placed first-fit -> dict of four arrays (rows, length)."""
    raise NotImplementedError
