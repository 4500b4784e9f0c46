import numpy as np


def pack(documents, length, pad_id=0):
    used = []
    rows = []
    for document in documents:
        size = len(document)
        if size > length:
            raise ValueError(f"a document of {size} tokens does not fit into rows of {length}")
        if size == 0:
            continue
        at = next((i for i, taken in enumerate(used) if taken + size < length), len(used))
        if at == len(used):
            used.append(0)
            rows.append([])
        rows[at].append(document)
        used[at] += size
    shape = (len(rows), length)
    tokens = np.full(shape, pad_id, dtype=np.int64)
    segments, positions = (np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64))
    for i, row in enumerate(rows):
        start = 0
        for number, document in enumerate(row, 1):
            place = slice(start, start + len(document))
            tokens[i, place] = document
            segments[i, place] = number
            positions[i, place] = np.arange(len(document))
            start += len(document)
    has_label = np.zeros(shape, dtype=bool)
    has_label[:, :-1] = (segments[:, :-1] == segments[:, 1:]) & (segments[:, :-1] > 0)
    return {"tokens": tokens, "segments": segments, "positions": positions, "has_label": has_label}
