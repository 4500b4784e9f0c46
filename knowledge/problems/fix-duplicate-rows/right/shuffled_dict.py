import random
import re
from collections import defaultdict


def key(text, spaces=re.compile(r"\s+")):
    return spaces.sub(" ", text.casefold()).strip()


def split(texts, test_share, seed):
    copies = defaultdict(set)
    for i, text in enumerate(texts):
        copies[key(text)].add(i)
    groups = list(copies.values())
    random.Random(seed).shuffle(groups)
    wanted, test = test_share * len(texts), set()
    while groups and len(test) + len(groups[-1]) <= wanted:
        test |= groups.pop()
    return sorted(set(range(len(texts))) - test), sorted(test)
