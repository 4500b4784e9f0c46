import numpy as np


def stratified_split(labels, test_share, rng):
    labels = np.asarray(labels)
    train: list[int] = []; test: list[int] = []
    groups: dict = {}
    for i, label in enumerate(labels.tolist()): groups.setdefault(label, []).append(i)
    for members in groups.values():
        c = len(members)
        want = 0 if c == 1 else max(1, min(c - 1, int(test_share * c + 0.5)))
        rng.shuffle(members)
        test += members[:want]; train += members[want:]
    return train, test
