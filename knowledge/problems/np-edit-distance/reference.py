import numpy as np


def edit_distances(reference: np.ndarray, batch: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Edit distance of reference (m,) to the first lengths[i] tokens of each row of batch (n, width); shape (n,)."""
    reference, batch, lengths = np.asarray(reference), np.asarray(batch), np.asarray(lengths, dtype=np.intp)
    n, width = batch.shape
    # row[j] holds, for all candidates at once, the distance of the reference so far to their first j tokens.
    row = np.repeat(np.arange(width + 1)[:, None], n, axis=1)
    for i, token in enumerate(reference, start=1):
        differs = (batch != token).T
        new = np.empty_like(row)
        new[0] = i
        # Substitution and deletion look only at the row above; insertion needs the cell to the left.
        best = np.minimum(row[:-1] + differs, row[1:] + 1)
        for j in range(1, width + 1):
            new[j] = np.minimum(best[j - 1], new[j - 1] + 1)
        row = new
    # A prefix's distance never depends on later tokens, so padding is simply not read.
    return row[lengths, np.arange(n)]
