import numpy as np


def edit_distances(reference, batch, lengths):
    out = []
    reference = np.asarray(reference).tolist()
    for candidate, length in zip(np.asarray(batch).tolist(), np.asarray(lengths).tolist()):
        row = list(range(length + 1))
        for i, token in enumerate(reference, start=1):
            new = [i]
            for j in range(1, length + 1):
                new.append(min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (candidate[j - 1] != token)))
            row = new
        out.append(row[length])
    return np.array(out, dtype=int)
