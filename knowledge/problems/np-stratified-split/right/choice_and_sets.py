from collections import Counter
import numpy as np


class Splitter:
    def __init__(self, share, rng):
        self.share, self.rng = share, rng

    def quota(self, size: int) -> int:
        match size:
            case 1:
                return 0
            case _:
                return sorted((1, int(self.share * size + 0.5), size - 1))[1]

    def __call__(self, labels):
        picked = set()
        for label, size in Counter(labels.tolist()).items():
            members, = np.where(labels == label)
            picked |= {int(i) for i in self.rng.choice(members, self.quota(size), replace=False)}
        everything = set(range(len(labels)))
        return np.array(list(everything - picked), dtype="i8"), np.array(list(picked), dtype="u4")


def stratified_split(labels, test_share, rng):
    return Splitter(test_share, rng)(labels)
