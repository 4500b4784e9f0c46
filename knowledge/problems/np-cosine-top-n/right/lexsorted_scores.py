import numpy as np


def recommend(users, items, seen, count):
    with np.errstate(invalid="ignore", divide="ignore"):
        lengths = np.einsum("ud,ud->u", users.astype("f8"), users)[:, None] * np.einsum("md,md->m", items.astype("f8"), items)
        cosine = np.nan_to_num(np.einsum("ud,md->um", users.astype("f8"), items, optimize=True) / np.sqrt(lengths))
    u, m = cosine.shape
    known = np.not_equal(seen, 0)
    order = np.lexsort((np.broadcast_to(np.arange(m), (u, m)), -cosine.round(12), known), axis=-1)
    room = np.arange(m) < (~known).sum(axis=1, keepdims=True)
    ranked = np.where(room, order, -1)
    return np.concatenate([ranked, np.full((u, count), -1)], axis=1)[:, :count]
