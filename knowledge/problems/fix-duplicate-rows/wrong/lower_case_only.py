import numpy as np


def tidy(text):
    return text.casefold()


def split(texts, test_share, seed):
    groups = {}
    for position, text in enumerate(texts):
        groups.setdefault(tidy(text), []).append(position)
    groups = list(groups.values())
    train, test = [], []
    for number in np.random.default_rng(seed).permutation(len(groups)):
        side = test if len(test) < round(test_share * len(texts)) else train
        side.extend(groups[number])
    return train, test
