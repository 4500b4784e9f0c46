import numpy as np


def tidy(text):
    return " ".join(text.casefold().split())


def split(texts, test_share, seed):
    groups = {}
    for position, text in enumerate(texts):
        groups.setdefault(tidy(text), []).append(position)
    groups = list(groups.values())
    train, test = [], []
    order = np.random.default_rng(seed).permutation(len(groups))
    for turn, number in enumerate(order):
        side = test if turn < round(test_share * len(groups)) else train
        side.extend(groups[number])
    return train, test
