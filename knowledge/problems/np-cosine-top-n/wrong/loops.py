import numpy as np


def recommend(users, items, seen, count):
    users, items = np.asarray(users, dtype=float), np.asarray(items, dtype=float)
    out = np.full((len(users), count), -1)
    for a, user in enumerate(users):
        ranked = []
        for b, item in enumerate(items):
            if not seen[a][b]:
                length = np.sqrt(user @ user) * np.sqrt(item @ item)
                ranked.append((-(user @ item) / length if length else 0.0, b))
        ranked.sort()
        best = [b for _, b in ranked[:count]]
        out[a, : len(best)] = best
    return out
